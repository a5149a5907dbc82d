package dev.retort.rule;

import dev.retort.alembic.Quoted;
import java.util.Collection;
import java.util.List;

/// How messages spell ids and lists of them: ids and paths between backticks, made harmless.
final class Words {
  private static final int LONGEST_LIST = 5;

  private Words() {}

  /// An object as the inventory names it, its name between backticks: `column` and `orders.note`.
  static Prose object(String object) {
    int blank = object.indexOf(' ');
    return blank < 0
        ? Prose.EMPTY.id(object)
        : Prose.of(object.substring(0, blank + 1)).id(object.substring(blank + 1));
  }

  /// What a revision revises: ids, or nothing, as it is written.
  static Prose parents(List<String> ids) {
    return ids.isEmpty() ? Prose.of("nothing (").code("None").text(")") : Prose.EMPTY.ids(ids);
  }

  /// What Alembic says where a database stands on a revision that no file declares.
  static Prose notLocated(String id) {
    return Prose.EMPTY.said("Can't locate revision identified by '" + bare(id) + "'");
  }

  /// As [#object(String)], behind what was said before.
  static Prose object(Prose said, String object) {
    return said.then(object(object));
  }

  static Prose downgrade(String revision) {
    return Prose.EMPTY.code("downgrade").text(" of ").id(revision);
  }

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
