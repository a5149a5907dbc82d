package dev.retort.schema.sql;

import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Gap;
import dev.retort.schema.IndexSpec;
import dev.retort.schema.ObjectKind;
import dev.retort.schema.Operation;
import dev.retort.schema.QueryClause;
import dev.retort.schema.Routine;
import dev.retort.schema.Site;
import dev.retort.schema.TableSources;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The reader of `CREATE …`.
final class CreateReader implements StatementReader {
  private final SqlReader reader;

  CreateReader(SqlReader reader) {
    this.reader = reader;
  }

  @Override
  public void read(Cursor cursor, List<Operation> into) throws UnreadException {
    Site site = cursor.site();
    cursor.expect("CREATE");
    boolean replaces = cursor.accept("OR", "REPLACE");
    definer(cursor);
    boolean temporary = temporary(cursor);
    cursor.accept("UNLOGGED");
    boolean foreign = cursor.sees("FOREIGN", "TABLE");
    if (cursor.accept("TABLE") || cursor.accept("FOREIGN", "TABLE")) {
      table(cursor, site, temporary, foreign, into);
    } else if (cursor.sees("VIRTUAL", "TABLE")) {
      cursor.accept("VIRTUAL", "TABLE");
      boolean tolerant = cursor.acceptIfNotExists();
      into.add(
          new Operation.CreateTable(site, cursor.name(), List.of(), List.of(), false, tolerant));
      cursor.skipToEnd();
    } else if (cursor.sees("INDEX") || cursor.sees("UNIQUE", "INDEX") || special(cursor)) {
      CreateIndexReader.read(cursor, site, into);
    } else if (cursor.accept("TYPE")) {
      type(cursor, site, into);
    } else if (cursor.accept("MATERIALIZED", "VIEW")) {
      view(cursor, site, ObjectKind.MATERIALIZED_VIEW, replaces, into);
    } else if (cursor.accept("RECURSIVE", "VIEW") || cursor.accept("VIEW")) {
      if (temporary) {
        into.add(new Operation.CreateTemporary(site, cursor.name()));
        new DataReader(cursor).readRest(into);
      } else {
        view(cursor, site, ObjectKind.VIEW, replaces, into);
      }
    } else if (!other(cursor, site, replaces, temporary, into)) {
      throw cursor.unread();
    }
  }

  private static void definer(Cursor cursor) {
    while (cursor.sees("DEFINER") || cursor.sees("ALGORITHM") || cursor.sees("SQL", "SECURITY")) {
      while (!cursor.atEnd()
          && !cursor.seesOneOf("VIEW", "TRIGGER", "FUNCTION", "PROCEDURE", "EVENT")) {
        cursor.skip();
      }
    }
  }

  private static boolean temporary(Cursor cursor) {
    cursor.acceptOneOf("GLOBAL", "LOCAL");
    return cursor.acceptOneOf("TEMPORARY", "TEMP");
  }

  private static boolean special(Cursor cursor) {
    return cursor.sees("FULLTEXT", "INDEX") || cursor.sees("SPATIAL", "INDEX");
  }

  private static void table(
      Cursor cursor, Site site, boolean temporary, boolean isForeign, List<Operation> into)
      throws UnreadException {
    boolean tolerant = cursor.acceptIfNotExists();
    String table = cursor.name();
    if (temporary) {
      if (cursor.peek().isSymbol('(')) {
        cursor.moveTo(cursor.openBracket() + 1);
      }
      new DataReader(cursor).readRest(into);
      into.add(new Operation.CreateTemporary(site, table));
      return;
    }
    if (isForeign && !cursor.sees("PARTITION", "OF")) {
      cursor.skipToEnd();
      into.add(
          new Operation.CreateObject(
              site, ObjectKind.FOREIGN_TABLE, table, Optional.empty(), tolerant));
      return;
    }
    TableParts parts = new TableParts(true, cursor.dialect());
    Optional<String> partitionOf = Optional.empty();
    List<String> parents = List.of();
    Optional<QueryClause> query = Optional.empty();
    if (cursor.accept("PARTITION", "OF")) {
      partitionOf = Optional.of(cursor.name());
      ofPartition(cursor, isForeign, parts);
    } else if (cursor.sees("AS")) {
      query = ofRows(cursor, parts);
    } else if (cursor.sees("OF") || cursor.sees("LIKE") || cursor.sees("SELECT")) {
      parts.open();
    } else if (cursor.peek().kind() == Token.Kind.HOLE) {
      parts.open();
      cursor.skip();
    } else {
      body(cursor, table, parts);
      if (cursor.accept("INHERITS")) {
        parents = cursor.names();
      }
      if (cursor.sees("AS") || cursor.sees("SELECT")) {
        parts.open();
      }
    }
    new DataReader(cursor).readRest(into);
    TableSources sources = new TableSources(parts.likes(), parents, partitionOf, query);
    into.add(
        new Operation.CreateTable(
            site,
            table,
            parts.columns(),
            parts.constraints(!sources.isEmpty()),
            parts.isWhole(),
            tolerant,
            sources));
    for (IndexSpec index : parts.indexes()) {
      into.add(new Operation.CreateIndex(site.at(index.line()), index, false, false));
    }
  }

  /// The query behind `AS`.
  private static Optional<QueryClause> ofRows(Cursor cursor, TableParts parts) {
    Cursor ahead = cursor.upTo(cursor.end());
    ahead.accept("AS");
    Optional<QueryClause> query = RowsReader.read(ahead);
    if (query.isEmpty()) {
      parts.open();
    }
    return query;
  }

  /// What a partition has besides all that its table has: constraints, and options of columns,
  /// which are not followed.
  private static void ofPartition(Cursor cursor, boolean isForeign, TableParts parts)
      throws UnreadException {
    if (isForeign) {
      parts.open();
    }
    if (!cursor.peek().isSymbol('(')) {
      return;
    }
    int close = cursor.openBracket();
    while (cursor.at() < close) {
      int end = cursor.nextComma(close);
      Cursor part = cursor.upTo(end);
      if (ConstraintReader.isNext(part)) {
        parts.add(ConstraintReader.read(part, parts));
      } else {
        parts.open();
      }
      cursor.moveTo(Math.min(end + 1, close));
    }
    cursor.moveTo(close + 1);
  }

  private static void body(Cursor cursor, String table, TableParts parts) throws UnreadException {
    int close = cursor.openBracket();
    while (cursor.at() < close) {
      int end = cursor.nextComma(close);
      part(cursor.upTo(end), table, parts);
      cursor.moveTo(Math.min(end + 1, close));
    }
    cursor.moveTo(close + 1);
  }

  private static void part(Cursor cursor, String table, TableParts parts) throws UnreadException {
    if (cursor.peek().kind() == Token.Kind.HOLE) {
      parts.open();
      return;
    }
    if (cursor.sees("LIKE")) {
      LikeReader.read(cursor, parts);
      return;
    }
    Optional<IndexSpec> index =
        ConstraintReader.isNext(cursor) ? Optional.empty() : ConstraintReader.index(cursor, table);
    if (index.isPresent()) {
      parts.add(index.get());
    } else if (ConstraintReader.isNext(cursor)) {
      ConstraintSpec constraint = ConstraintReader.read(cursor, parts);
      parts.add(constraint);
    } else {
      parts.add(ColumnReader.read(cursor, parts));
    }
  }

  private static void type(Cursor cursor, Site site, List<Operation> into) throws UnreadException {
    String name = cursor.name();
    if (!cursor.accept("AS", "ENUM")) {
      into.add(new Operation.CreateObject(site, ObjectKind.TYPE, name, Optional.empty(), false));
      cursor.skipToEnd();
      return;
    }
    int close = cursor.openBracket();
    Optional<List<String>> values = Optional.of(new ArrayList<>());
    while (cursor.at() < close) {
      Token value = cursor.peek();
      if (value.kind() != Token.Kind.STRING || !value.whole()) {
        values = Optional.empty();
        break;
      }
      values.orElseThrow().add(value.text());
      cursor.skip();
      cursor.accept(',');
    }
    cursor.moveTo(close + 1);
    cursor.expectEnd();
    into.add(new Operation.CreateEnum(site, name, values, false, false));
  }

  private static void view(
      Cursor cursor, Site site, ObjectKind kind, boolean replaces, List<Operation> into)
      throws UnreadException {
    boolean tolerant = cursor.acceptIfNotExists() || replaces;
    String name = cursor.name();
    Optional<Routine> names = RoutineReader.names(cursor);
    new DataReader(cursor).readRest(into);
    into.add(new Operation.CreateObject(site, kind, name, Optional.empty(), tolerant, names));
  }

  /// What is made in a schema together with it: its tables and views are open.
  private static void elements(Cursor cursor, Site site, String schema, List<Operation> into)
      throws UnreadException {
    Set<String> made = new LinkedHashSet<>();
    while (!cursor.atEnd()) {
      if (cursor.accept("CREATE", "TABLE") || cursor.accept("CREATE", "VIEW")) {
        String name = cursor.name();
        made.add(name.contains(".") ? name : schema + "." + name);
      } else {
        cursor.skipOne();
      }
    }
    if (!made.isEmpty()) {
      into.add(new Operation.Opaque(site, Gap.OfSql.SCHEMA_ELEMENTS, made, false));
    }
  }

  private boolean other(
      Cursor cursor, Site site, boolean replaces, boolean temporary, List<Operation> into)
      throws UnreadException {
    cursor.acceptOneOf("TRUSTED", "PROCEDURAL", "CONSTRAINT", "EVENT");
    Optional<ObjectKind> kind = ObjectWords.accept(cursor);
    if (kind.isEmpty()) {
      return false;
    }
    boolean tolerant = cursor.acceptIfNotExists() || replaces;
    if (kind.get() == ObjectKind.SCHEMA && cursor.accept("AUTHORIZATION")) {
      cursor.skipToEnd();
      into.add(new Operation.Harmless(site));
      return true;
    }
    if (kind.get() == ObjectKind.OTHER) {
      cursor.skipToEnd();
      into.add(new Operation.Harmless(site));
      return true;
    }
    String name = cursor.name();
    if (kind.get() == ObjectKind.SCHEMA) {
      elements(cursor, site, name, into);
    }
    Optional<String> table = Optional.empty();
    if (ObjectWords.belongsToTable(kind.get())) {
      table = ObjectWords.tableAfter(cursor, kind.get() == ObjectKind.RULE ? "TO" : "ON");
    }
    Optional<Routine> routine =
        switch (kind.get()) {
          case FUNCTION -> RoutineReader.read(cursor, reader);
          case DOMAIN -> RoutineReader.names(cursor);
          default -> Optional.empty();
        };
    cursor.skipToEnd();
    if (!temporary) {
      into.add(new Operation.CreateObject(site, kind.get(), name, table, tolerant, routine));
    }
    return true;
  }
}
