package dev.retort.schema.sql;

import dev.retort.schema.ColumnDefault;
import dev.retort.schema.ColumnSpec;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Dialect;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The reader of one column's definition; the keys that stand in it are put beside it.
final class ColumnReader {
  private static final Set<String> ENDS_A_DEFAULT =
      Set.of(
          "NOT",
          "NULL",
          "CONSTRAINT",
          "PRIMARY",
          "UNIQUE",
          "CHECK",
          "REFERENCES",
          "GENERATED",
          "ON",
          "COMMENT",
          "FIRST",
          "AFTER",
          "AUTO_INCREMENT",
          "DEFERRABLE",
          "INITIALLY",
          "KEY",
          "COLLATE",
          "DEFAULT");

  private final Cursor cursor;
  private final TableParts parts;
  private final int line;
  private String name = "";
  private Optional<Boolean> nullable = Optional.of(true);
  private ColumnDefault value = ColumnDefault.NONE;

  private ColumnReader(Cursor cursor, TableParts parts) {
    this.cursor = cursor;
    this.parts = parts;
    this.line = cursor.line();
  }

  /// Reads from the cursor to its end.
  static ColumnSpec read(Cursor cursor, TableParts parts) throws UnreadException {
    return new ColumnReader(cursor, parts).read();
  }

  private ColumnSpec read() throws UnreadException {
    name = cursor.identifier();
    boolean serial = cursor.dialect() == Dialect.POSTGRESQL && TypeNames.isSerial(cursor.peek());
    String type = TypeNames.read(cursor);
    if (serial) {
      nullable = Optional.of(false);
      value = new ColumnDefault.Generated(false);
    }
    while (!cursor.atEnd()) {
      Optional<String> constraint = Optional.empty();
      if (cursor.accept("CONSTRAINT")) {
        constraint = Optional.of(cursor.identifier());
      }
      if (!condition(constraint) && (constraint.isPresent() || !property())) {
        throw cursor.unread();
      }
    }
    return new ColumnSpec(name, type, nullable, value, line);
  }

  /// What may have a name.
  private boolean condition(Optional<String> constraint) throws UnreadException {
    int at = cursor.line();
    if (cursor.accept("NOT", "NULL")) {
      nullable = Optional.of(false);
    } else if (cursor.accept("NULL")) {
      nullable = Optional.of(true);
    } else if (cursor.accept("PRIMARY", "KEY")) {
      // SQLite lets a key be NULL, for the sake of an old mistake.
      if (cursor.dialect() != Dialect.SQLITE) {
        nullable = Optional.of(false);
      }
      cursor.acceptOneOf("ASC", "DESC");
      add(ConstraintReader.keyed(ConstraintSpec.Kind.PRIMARY_KEY, constraint, List.of(name), at));
    } else if (cursor.accept("UNIQUE")) {
      cursor.accept("KEY");
      add(ConstraintReader.keyed(ConstraintSpec.Kind.UNIQUE, constraint, List.of(name), at));
    } else if (cursor.sees("REFERENCES")) {
      add(ConstraintReader.foreignKey(cursor, constraint, List.of(name), at));
    } else if (cursor.accept("CHECK")) {
      add(ConstraintReader.check(cursor, constraint, parts, at));
    } else if (cursor.accept("DEFAULT")) {
      defaultValue();
    } else {
      return false;
    }
    return true;
  }

  private void add(ConstraintSpec constraint) {
    parts.add(constraint);
  }

  private void defaultValue() {
    int start = cursor.at();
    cursor.skipOne();
    while (!cursor.atEnd() && !ENDS_A_DEFAULT.contains(cursor.upperWord())) {
      cursor.skipOne();
    }
    int end = cursor.at();
    cursor.moveTo(start);
    value = TableParts.expression(cursor.expression(end));
    if (value instanceof ColumnDefault.Expression(String sql, _) && sql.equalsIgnoreCase("null")) {
      value = ColumnDefault.NONE;
    }
  }

  private boolean property() throws UnreadException {
    if (cursor.accept("GENERATED")) {
      if (!cursor.accept("BY", "DEFAULT")) {
        cursor.expect("ALWAYS");
      }
      cursor.expect("AS");
      generated();
    } else if (cursor.accept("AS")) {
      generated();
    } else if (cursor.acceptOneOf("AUTO_INCREMENT", "AUTOINCREMENT")) {
      value = new ColumnDefault.Generated(false);
    } else if (cursor.accept("COLLATE")
        || cursor.accept("CHARACTER", "SET")
        || cursor.acceptOneOf("CHARSET", "STORAGE", "COMPRESSION", "AFTER")) {
      cursor.name();
    } else if (cursor.accept("COMMENT")) {
      cursor.skipOne();
    } else if (cursor.accept("ON", "UPDATE") || cursor.accept("ON", "CONFLICT")) {
      cursor.skip();
      cursor.skipBracket();
    } else {
      return ConstraintReader.deferral(cursor)
          || cursor.acceptOneOf("FIRST", "KEY", "INVISIBLE", "VISIBLE");
    }
    return true;
  }

  private void generated() throws UnreadException {
    if (cursor.accept("IDENTITY")) {
      cursor.skipBracket();
      nullable = Optional.of(false);
      value = new ColumnDefault.Generated(true);
      return;
    }
    int close = cursor.openBracket();
    value =
        cursor
            .expression(close)
            .<ColumnDefault>map(ColumnDefault.Computed::new)
            .orElse(ColumnDefault.UNKNOWN);
    cursor.moveTo(close + 1);
    cursor.acceptOneOf("STORED", "VIRTUAL", "PERSISTENT");
  }
}
