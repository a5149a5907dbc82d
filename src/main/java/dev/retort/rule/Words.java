package dev.retort.rule;

import dev.retort.alembic.Quoted;
import dev.retort.schema.ObjectName;
import java.util.List;

/// Words that several rules use.
final class Words {
  private static final int LONGEST_ID = 120;

  private Words() {}

  /// An object as the inventory names it, its name between backticks: `column` and `orders.note`.
  static Prose object(ObjectName object) {
    return Prose.of(object.kind().words() + " ").id(object.label());
  }

  /// As [#object(ObjectName)], behind what was said before.
  static Prose object(Prose said, ObjectName object) {
    return said.then(object(object));
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

  static Prose downgrade(String revision) {
    return Prose.EMPTY.code("downgrade").text(" of ").id(revision);
  }
}
