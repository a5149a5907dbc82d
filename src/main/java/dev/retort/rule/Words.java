package dev.retort.rule;

import dev.retort.alembic.Quoted;
import java.util.Collection;
import java.util.List;

/// How messages spell ids and lists of them: ids and paths between backticks, made harmless.
final class Words {
  private static final int LONGEST_LIST = 5;

  private Words() {}

  static String id(String id) {
    return Quoted.code(id);
  }

  /// An id inside of a message that is quoted already.
  static String bare(String id) {
    String code = id(id);
    return code.substring(1, code.length() - 1);
  }

  /// `a`, `a and b`, `a, b and c`, and at most five of them.
  static String ids(Collection<String> ids) {
    return list(ids.stream().map(Words::id).toList());
  }

  static String list(List<String> items) {
    if (items.isEmpty()) {
      return "nothing";
    }
    if (items.size() > LONGEST_LIST) {
      return String.join(", ", items.subList(0, LONGEST_LIST))
          + " and "
          + (items.size() - LONGEST_LIST)
          + " more";
    }
    String last = items.getLast();
    return items.size() == 1
        ? last
        : String.join(", ", items.subList(0, items.size() - 1)) + " and " + last;
  }

  /// `1 head`, `2 heads`.
  static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
