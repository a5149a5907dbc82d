package dev.retort.schema.sql;

import dev.retort.schema.Dialect;
import dev.retort.schema.TableSources.Copied;
import java.util.EnumSet;
import java.util.Set;

/// The reader of `LIKE other INCLUDING …` among the columns of a new table.
final class LikeReader {
  private LikeReader() {}

  static void read(Cursor cursor, TableParts parts) throws UnreadException {
    if (cursor.dialect() != Dialect.POSTGRESQL) {
      parts.open();
      cursor.skipToEnd();
      return;
    }
    int line = cursor.line();
    cursor.expect("LIKE");
    String table = cursor.name();
    Set<Copied> copied = EnumSet.noneOf(Copied.class);
    while (!cursor.atEnd()) {
      boolean including = cursor.accept("INCLUDING");
      if (!including) {
        cursor.expect("EXCLUDING");
      }
      Set<Copied> options = options(cursor);
      if (including) {
        copied.addAll(options);
      } else {
        copied.removeAll(options);
      }
    }
    parts.addLike(table, copied, line);
  }

  /// What a word stands for of that which is followed.
  private static Set<Copied> options(Cursor cursor) throws UnreadException {
    Set<Copied> options =
        switch (cursor.upperWord()) {
          case "ALL" -> EnumSet.allOf(Copied.class);
          case "CONSTRAINTS" -> EnumSet.of(Copied.CONSTRAINTS);
          case "DEFAULTS" -> EnumSet.of(Copied.DEFAULTS);
          case "GENERATED" -> EnumSet.of(Copied.GENERATED);
          case "IDENTITY" -> EnumSet.of(Copied.IDENTITY);
          case "INDEXES" -> EnumSet.of(Copied.INDEXES);
          case "COMMENTS", "COMPRESSION", "STATISTICS", "STORAGE" -> EnumSet.noneOf(Copied.class);
          default -> throw cursor.unread();
        };
    cursor.skip();
    return options;
  }
}
