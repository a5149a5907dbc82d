package dev.retort.schema;

import java.util.List;

/// A reader of SQL: what its statements do.
public interface SqlText {
  /// What a reader of Python puts where a part of a text is not known.
  String HOLE = "\0";

  /// The operations of a text of one or more statements, in order; what cannot be read is
  /// [Operation.Opaque] with its reason, and names the tables that it can be seen to touch.
  ///
  /// @param sql as it is sent to the database, `%%` and `\:` undone, with [#HOLE] for every part
  ///   that is not known
  /// @param site where it stands in the migration; the operations' lines count on from its line
  ///   where the text has several
  List<Operation> read(String sql, Site site);

  /// The same of a text that does not stand where it is said to: every operation has that line.
  SqlText inOneLine();
}
