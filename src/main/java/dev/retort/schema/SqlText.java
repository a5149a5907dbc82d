package dev.retort.schema;

import java.util.List;

/// A reader of SQL: what its statements do.
public interface SqlText {
  /// The operations of a text of one or more statements, in order; what cannot be read is
  /// [Operation.Opaque] with its reason, and names the tables that it can be seen to touch.
  ///
  /// @param sql as it is sent to the database, `%%` and `\:` undone
  /// @param site where it stands in the migration; the operations' lines count on from its line
  ///   where the text has several
  List<Operation> read(String sql, Site site);
}
