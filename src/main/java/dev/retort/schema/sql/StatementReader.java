package dev.retort.schema.sql;

import dev.retort.schema.Operation;
import java.util.List;

/// A reader of statements that begin with one word.
interface StatementReader {
  /// Reads the statement whole; what it does is added in order. What has been added before an
  /// exception stands.
  void read(Cursor cursor, List<Operation> into) throws UnreadException;
}
