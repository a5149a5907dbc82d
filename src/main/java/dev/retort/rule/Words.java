package dev.retort.rule;

import java.util.Collection;
import java.util.List;

/// How messages spell ids and lists of them. Escaping is left to whoever shows the message.
final class Words {
  private static final int LONGEST_ID = 64;
  private static final int LONGEST_LIST = 5;

  private Words() {}

  /// An id as it is where that cannot be misread, otherwise in quotes; cut where it is too long to
  /// read.
  static String id(String id) {
    String shown =
        id.length() <= LONGEST_ID
            ? id
            : id.substring(0, id.offsetByCodePoints(0, id.codePointCount(0, LONGEST_ID))) + "…";
    boolean plain =
        !shown.isEmpty()
            && shown
                .chars()
                .allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
    return plain ? shown : '"' + shown + '"';
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
