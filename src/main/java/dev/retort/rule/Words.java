package dev.retort.rule;

import dev.retort.alembic.Quoted;
import java.util.List;

/// Words that several rules use.
final class Words {
  private static final int LONGEST_ID = 120;

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
    return Prose.EMPTY.said(
        "Can't locate revision identified by '" + Quoted.harmless(id, LONGEST_ID) + "'");
  }

  /// As [#object(String)], behind what was said before.
  static Prose object(Prose said, String object) {
    return said.then(object(object));
  }

  static Prose downgrade(String revision) {
    return Prose.EMPTY.code("downgrade").text(" of ").id(revision);
  }

  /// `1 head`, `2 heads`.
  static String count(int number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
