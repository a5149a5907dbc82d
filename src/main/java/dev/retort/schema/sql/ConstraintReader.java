package dev.retort.schema.sql;

import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.ConstraintSpec.Kind;
import dev.retort.schema.Dialect;
import dev.retort.schema.Gap;
import dev.retort.schema.IndexSpec;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The reader of the constraints and keys of a table.
final class ConstraintReader {
  private static final Set<String> NO_COLUMN =
      Set.of(
          "and",
          "or",
          "not",
          "null",
          "is",
          "in",
          "like",
          "ilike",
          "between",
          "true",
          "false",
          "case",
          "when",
          "then",
          "else",
          "end",
          "any",
          "all",
          "some",
          "array",
          "similar",
          "to",
          "value",
          "distinct",
          "from",
          "collate",
          "interval",
          "date",
          "timestamp",
          "time",
          "text",
          "varchar",
          "character",
          "varying",
          "integer",
          "int",
          "boolean",
          "numeric",
          "unknown",
          "regexp",
          "at",
          "zone",
          "current_date",
          "current_timestamp");

  private ConstraintReader() {}

  /// Whether a table's constraint, and no column, comes next.
  static boolean isNext(Cursor cursor) {
    return cursor.sees("CONSTRAINT")
        || cursor.sees("PRIMARY", "KEY")
        || cursor.sees("FOREIGN", "KEY")
        || cursor.sees("EXCLUDE")
        || (cursor.sees("UNIQUE") && !isType(cursor.peek(1)))
        || (cursor.sees("CHECK") && cursor.peek(1).isSymbol('('));
  }

  private static boolean isType(Token token) {
    return token.kind() == Token.Kind.WORD
        && switch (token.text().toUpperCase(Locale.ROOT)) {
          case "KEY", "INDEX", "NULLS", "USING" -> false;
          default -> true;
        };
  }

  static ConstraintSpec keyed(Kind kind, Optional<String> name, List<String> columns, int line) {
    return new ConstraintSpec(kind, name, columns, Optional.empty(), Optional.empty(), false, line);
  }

  /// Reads from the cursor to its end.
  static ConstraintSpec read(Cursor cursor, TableParts parts) throws UnreadException {
    int line = cursor.line();
    Optional<String> name = Optional.empty();
    if (cursor.accept("CONSTRAINT") && !isNext(cursor)) {
      name = Optional.of(cursor.identifier());
    }
    ConstraintSpec spec = kind(cursor, name, parts, line);
    boolean notValid = false;
    List<String> include = List.of();
    while (!cursor.atEnd()) {
      if (cursor.accept("NOT", "VALID")) {
        notValid = true;
      } else if (cursor.accept("INCLUDE")) {
        include = cursor.columns();
      } else if (!deferral(cursor) && !storage(cursor)) {
        throw cursor.unread();
      }
    }
    return new ConstraintSpec(
        spec.kind(),
        spec.name(),
        spec.columns(),
        spec.reference(),
        spec.text(),
        include,
        notValid,
        line);
  }

  private static ConstraintSpec kind(
      Cursor cursor, Optional<String> name, TableParts parts, int line) throws UnreadException {
    if (cursor.accept("PRIMARY", "KEY")) {
      return withColumns(cursor, Kind.PRIMARY_KEY, name, line);
    }
    if (cursor.accept("UNIQUE")) {
      cursor.acceptOneOf("KEY", "INDEX");
      if (cursor.accept("NULLS")) {
        cursor.accept("NOT");
        cursor.expect("DISTINCT");
      }
      Optional<String> own =
          name.isEmpty() && cursor.peek().isName() && !cursor.sees("USING")
              ? Optional.of(cursor.identifier())
              : name;
      return withColumns(cursor, Kind.UNIQUE, own, line);
    }
    if (cursor.accept("FOREIGN", "KEY")) {
      Optional<String> own =
          name.isEmpty() && cursor.peek().isName() ? Optional.of(cursor.identifier()) : name;
      return foreignKey(cursor, own, cursor.columns(), line);
    }
    if (cursor.accept("CHECK")) {
      return check(cursor, name, parts, line);
    }
    if (cursor.accept("EXCLUDE")) {
      int start = cursor.at();
      cursor.moveTo(cursor.end());
      Optional<String> text = Optional.of(cursor.source().text(start, cursor.end()));
      return new ConstraintSpec(
          Kind.EXCLUSION, name, List.of(), Optional.empty(), text, false, line);
    }
    throw cursor.unread();
  }

  /// `[CONSTRAINT name] UNIQUE|PRIMARY KEY USING INDEX index …`; empty where that does not come
  /// next.
  static Optional<Operation> ofIndex(Cursor cursor, Site site, String table)
      throws UnreadException {
    Cursor ahead = cursor.upTo(cursor.end());
    int line = ahead.line();
    Optional<String> name =
        ahead.accept("CONSTRAINT") ? Optional.of(ahead.identifier()) : Optional.empty();
    Kind kind = ahead.accept("PRIMARY", "KEY") ? Kind.PRIMARY_KEY : Kind.UNIQUE;
    boolean comes = kind == Kind.PRIMARY_KEY || ahead.accept("UNIQUE");
    if (!comes || !ahead.accept("USING", "INDEX") || ahead.sees("TABLESPACE")) {
      return Optional.empty();
    }
    String index = ahead.identifier();
    while (deferral(ahead)) {
      // each may stand there or not
    }
    cursor.moveTo(ahead.at());
    return Optional.of(
        new Operation.CreateKeyOfIndex(site, table, keyed(kind, name, List.of(), line), index));
  }

  private static ConstraintSpec withColumns(
      Cursor cursor, Kind kind, Optional<String> name, int line) throws UnreadException {
    if (cursor.sees("USING", "INDEX")) {
      throw new UnreadException(Gap.OfSql.INDEX_COLUMNS);
    }
    method(cursor);
    return keyed(kind, name, cursor.columns(), line);
  }

  private static void method(Cursor cursor) {
    if (cursor.acceptOneOf("USING")) {
      cursor.skip();
    }
  }

  static boolean deferral(Cursor cursor) {
    return cursor.accept("NOT", "DEFERRABLE")
        || cursor.accept("DEFERRABLE")
        || cursor.accept("INITIALLY", "DEFERRED")
        || cursor.accept("INITIALLY", "IMMEDIATE")
        || cursor.accept("NO", "INHERIT")
        || cursor.accept("NOT", "ENFORCED")
        || cursor.accept("ENFORCED");
  }

  private static boolean storage(Cursor cursor) throws UnreadException {
    if (cursor.accept("WITH")
        || cursor.accept("ON", "CONFLICT")
        || cursor.accept("USING", "INDEX", "TABLESPACE")
        || cursor.acceptOneOf("COMMENT", "USING")) {
      if (cursor.atEnd()) {
        throw cursor.unread();
      }
      cursor.skipOne();
      return true;
    }
    return false;
  }

  /// From `REFERENCES` on.
  static ConstraintSpec foreignKey(
      Cursor cursor, Optional<String> name, List<String> columns, int line) throws UnreadException {
    cursor.expect("REFERENCES");
    String table = cursor.name();
    List<String> referred = cursor.peek().isSymbol('(') ? cursor.columns() : List.of();
    Optional<String> onDelete = Optional.empty();
    while (cursor.sees("ON", "DELETE") || cursor.sees("ON", "UPDATE") || cursor.sees("MATCH")) {
      if (cursor.accept("MATCH")) {
        cursor.skip();
      } else if (cursor.accept("ON", "DELETE")) {
        onDelete = action(cursor);
      } else {
        cursor.accept("ON", "UPDATE");
        action(cursor);
      }
    }
    return new ConstraintSpec(
        Kind.FOREIGN_KEY,
        name,
        columns,
        Optional.of(new ConstraintSpec.Reference(table, referred, onDelete)),
        Optional.empty(),
        false,
        line);
  }

  private static Optional<String> action(Cursor cursor) throws UnreadException {
    if (cursor.accept("NO", "ACTION")) {
      return Optional.empty();
    }
    if (cursor.acceptOneOf("SET")) {
      String what = cursor.upperWord();
      cursor.skip();
      cursor.skipBracket();
      return Optional.of("SET " + what);
    }
    String what = cursor.upperWord();
    if (!cursor.acceptOneOf("CASCADE", "RESTRICT")) {
      throw cursor.unread();
    }
    return Optional.of(what);
  }

  /// After `CHECK`.
  static ConstraintSpec check(Cursor cursor, Optional<String> name, TableParts parts, int line)
      throws UnreadException {
    int close = cursor.openBracket();
    int start = cursor.at();
    Optional<String> text = cursor.expression(close);
    List<String> columns = namedIn(cursor, start, close, parts);
    cursor.moveTo(close + 1);
    return new ConstraintSpec(Kind.CHECK, name, columns, Optional.empty(), text, false, line);
  }

  private static List<String> namedIn(Cursor cursor, int start, int end, TableParts parts) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = start; i < end; i++) {
      Token token = cursor.source().token(i);
      boolean called = i + 1 < end && cursor.source().token(i + 1).isSymbol('(');
      boolean cast = i > start && cursor.source().token(i - 1).text().equals("::");
      if (token.isName() && !called && !cast) {
        String name = Names.kept(token, cursor.dialect());
        boolean keyword =
            token.kind() == Token.Kind.WORD && NO_COLUMN.contains(name.toLowerCase(Locale.ROOT));
        if (parts.ofNewTable() || !keyword) {
          names.add(name);
        }
      }
    }
    return List.copyOf(names);
  }

  /// MySQL's indexes inside of a table; empty where none comes next.
  static Optional<IndexSpec> index(Cursor cursor, String table) throws UnreadException {
    if (cursor.dialect() != Dialect.MYSQL) {
      return Optional.empty();
    }
    int line = cursor.line();
    boolean special = cursor.acceptOneOf("FULLTEXT", "SPATIAL");
    if (!cursor.acceptOneOf("KEY", "INDEX") && !special) {
      return Optional.empty();
    }
    Optional<String> name =
        cursor.peek().isName() && !cursor.sees("USING")
            ? Optional.of(cursor.identifier())
            : Optional.empty();
    method(cursor);
    List<String> columns = new ArrayList<>(cursor.columns());
    cursor.skipToEnd();
    return Optional.of(new IndexSpec(name, table, columns, false, "btree", Optional.empty(), line));
  }
}
