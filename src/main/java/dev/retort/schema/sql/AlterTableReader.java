package dev.retort.schema.sql;

import dev.retort.schema.ColumnDefault;
import dev.retort.schema.ColumnSpec;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.ConstraintSpec.Kind;
import dev.retort.schema.Dialect;
import dev.retort.schema.Gap;
import dev.retort.schema.IndexSpec;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The reader of the actions of `ALTER TABLE`, each up to the next comma. An action that is not
/// read opens the table and leaves the others as they are.
final class AlterTableReader {
  private static final Set<String> HARMLESS =
      Set.of(
          "OWNER",
          "ENABLE",
          "DISABLE",
          "FORCE",
          "NO",
          "CLUSTER",
          "REPLICA",
          "VALIDATE",
          "SET",
          "RESET",
          "ENGINE",
          "CONVERT",
          "COMMENT",
          "AUTO_INCREMENT",
          "DEFAULT",
          "CHARACTER",
          "CHARSET",
          "ORDER",
          "ALGORITHM",
          "LOCK",
          "COLLATE",
          "ROW_FORMAT");

  void read(Cursor cursor, List<Operation> into) throws UnreadException {
    boolean ifExists = cursor.acceptIfExists();
    if (cursor.accept("ALL")) {
      throw new UnreadException(Gap.OfSql.ALL_TABLES);
    }
    boolean alone = cursor.accept("ONLY");
    String table = cursor.name();
    cursor.accept('*');
    if (cursor.atEnd()) {
      throw cursor.unread();
    }
    while (!cursor.atEnd()) {
      int end = cursor.nextComma(cursor.end());
      Cursor action = cursor.upTo(end);
      Site here = alone ? cursor.site().ofOneTable() : cursor.site();
      Site site = ifExists ? here.onlyWith(table) : here;
      int before = into.size();
      try {
        action(action, site, table, ifExists, into);
        action.expectEnd();
      } catch (UnreadException e) {
        into.subList(before, into.size()).clear();
        into.add(new Operation.Opaque(site, e.gap(), Set.of(table), false));
      }
      cursor.moveTo(Math.min(end + 1, cursor.end()));
    }
  }

  private static void action(
      Cursor cursor, Site site, String table, boolean ifExists, List<Operation> into)
      throws UnreadException {
    if (cursor.accept("ADD")) {
      add(cursor, site, table, into);
    } else if (cursor.accept("DROP")) {
      drop(cursor, site, table, into);
    } else if (cursor.accept("ALTER")) {
      cursor.accept("COLUMN");
      alter(cursor, site, table, into);
    } else if (cursor.accept("RENAME")) {
      rename(cursor, site, table, ifExists, into);
    } else if (cursor.accept("MODIFY")) {
      cursor.accept("COLUMN");
      redefine(cursor, site, table, into);
    } else if (cursor.accept("CHANGE")) {
      cursor.accept("COLUMN");
      String old = cursor.identifier();
      String now = new Cursor(cursor.source(), cursor.at(), cursor.end()).identifier();
      if (!old.equals(now)) {
        into.add(new Operation.RenameColumn(site, table, old, now));
      }
      redefine(cursor, site, table, into);
    } else if (cursor.accept("SET", "SCHEMA")) {
      String schema = cursor.identifier();
      into.add(new Operation.RenameTable(site, table, Moved.into(schema, table, cursor), ifExists));
    } else if (cursor.seesOneOf("ATTACH", "DETACH", "INHERIT") || cursor.sees("NO", "INHERIT")) {
      into.add(parent(cursor, site, table));
    } else if (HARMLESS.contains(cursor.upperWord())) {
      into.add(new Operation.Harmless(site));
      cursor.skipToEnd();
    } else {
      throw cursor.unread();
    }
  }

  private static void add(Cursor cursor, Site site, String table, List<Operation> into)
      throws UnreadException {
    Optional<Operation> ofIndex = ConstraintReader.ofIndex(cursor, site, table);
    if (ofIndex.isPresent()) {
      into.add(ofIndex.get());
      return;
    }
    TableParts parts = new TableParts(false, cursor.dialect());
    boolean tolerant = false;
    if (ConstraintReader.isNext(cursor)) {
      parts.add(ConstraintReader.read(cursor, parts));
    } else {
      Optional<IndexSpec> index = ConstraintReader.index(cursor, table);
      if (index.isPresent()) {
        into.add(new Operation.CreateIndex(site, index.get(), false, false));
        return;
      }
      cursor.accept("COLUMN");
      tolerant = cursor.acceptIfNotExists();
      if (cursor.peek().isSymbol('(')) {
        columnsInBrackets(cursor, parts);
      } else {
        parts.add(ColumnReader.read(cursor, parts));
      }
    }
    for (ColumnSpec column : parts.columns()) {
      into.add(new Operation.AddColumn(site.at(column.line()), table, column, tolerant));
    }
    Site ofKeys = tolerant ? site.inNewColumn() : site;
    for (ConstraintSpec constraint : parts.constraints(false)) {
      into.add(new Operation.CreateConstraint(ofKeys.at(constraint.line()), table, constraint));
    }
  }

  private static Operation parent(Cursor cursor, Site site, String table) throws UnreadException {
    if (cursor.dialect() != Dialect.POSTGRESQL) {
      throw new UnreadException(Gap.OfSql.PARTITION_MOVED);
    }
    if (cursor.accept("INHERIT")) {
      return new Operation.AlterParent(site, table, cursor.name(), false, true, true);
    }
    if (cursor.accept("NO", "INHERIT")) {
      return new Operation.AlterParent(site, table, cursor.name(), false, false, true);
    }
    if (cursor.accept("ATTACH", "PARTITION")) {
      String partition = cursor.name();
      cursor.skipToEnd();
      return new Operation.AlterParent(site, partition, table, true, true, true);
    }
    if (!cursor.accept("DETACH", "PARTITION")) {
      throw new UnreadException(Gap.OfSql.PARTITION_MOVED);
    }
    String partition = cursor.name();
    // It leaves the bounds behind as a check that the database names.
    boolean concurrently = cursor.acceptOneOf("CONCURRENTLY", "FINALIZE");
    return new Operation.AlterParent(site, partition, table, true, false, !concurrently);
  }

  private static void columnsInBrackets(Cursor cursor, TableParts parts) throws UnreadException {
    int close = cursor.openBracket();
    while (cursor.at() < close) {
      int end = cursor.nextComma(close);
      parts.add(ColumnReader.read(cursor.upTo(end), parts));
      cursor.moveTo(Math.min(end + 1, close));
    }
    cursor.moveTo(close + 1);
  }

  private static void drop(Cursor cursor, Site site, String table, List<Operation> into)
      throws UnreadException {
    Optional<Kind> kind = Optional.empty();
    boolean constraint = true;
    if (cursor.accept("PRIMARY", "KEY")) {
      into.add(
          new Operation.DropConstraint(
              site, table, Optional.of("PRIMARY"), Optional.of(Kind.PRIMARY_KEY), false, false));
      return;
    } else if (cursor.accept("FOREIGN", "KEY")) {
      kind = Optional.of(Kind.FOREIGN_KEY);
    } else if (cursor.accept("CHECK")) {
      kind = Optional.of(Kind.CHECK);
    } else if (cursor.sees("INDEX") || (cursor.sees("KEY") && cursor.peek(1).isName())) {
      cursor.skip();
      String name = cursor.identifier();
      into.add(
          new Operation.DropIndex(
              site, Optional.of(name), Optional.of(table), false, false, false));
      return;
    } else if (cursor.sees("PARTITION")) {
      throw new UnreadException(Gap.OfSql.PARTITION_DROPPED);
    } else {
      constraint = cursor.accept("CONSTRAINT");
      cursor.accept("COLUMN");
    }
    boolean ifExists = cursor.acceptIfExists();
    String name = cursor.identifier();
    boolean cascade = cursor.acceptCascade();
    into.add(
        constraint
            ? new Operation.DropConstraint(site, table, Optional.of(name), kind, ifExists, cascade)
            : new Operation.DropColumn(site, table, name, ifExists, cascade));
  }

  private static void alter(Cursor cursor, Site site, String table, List<Operation> into)
      throws UnreadException {
    if (cursor.seesOneOf("CONSTRAINT", "INDEX", "CHECK") && cursor.peek(1).isName()) {
      into.add(new Operation.Harmless(site));
      cursor.skipToEnd();
      return;
    }
    String column = cursor.identifier();
    Optional<String> type = Optional.empty();
    Optional<Boolean> nullable = Optional.empty();
    Optional<ColumnDefault> value = Optional.empty();
    Optional<String> using = Optional.empty();
    if (cursor.accept("SET", "DATA", "TYPE") || cursor.accept("TYPE")) {
      type = Optional.of(TypeNames.read(cursor));
      if (cursor.accept("COLLATE")) {
        cursor.name();
      }
      if (cursor.accept("USING")) {
        using = Optional.of(cursor.expression(cursor.end()).orElse("?"));
      }
    } else if (cursor.accept("SET", "DEFAULT")) {
      value = Optional.of(TableParts.expression(cursor.expression(cursor.end())));
    } else if (cursor.accept("DROP", "DEFAULT") || cursor.accept("DROP", "IDENTITY")) {
      cursor.acceptIfExists();
      value = Optional.of(ColumnDefault.NONE);
    } else if (cursor.accept("SET", "NOT", "NULL")) {
      nullable = Optional.of(false);
    } else if (cursor.accept("DROP", "NOT", "NULL")) {
      nullable = Optional.of(true);
    } else if (cursor.accept("ADD", "GENERATED")) {
      value = Optional.of(new ColumnDefault.Generated(true));
      cursor.skipToEnd();
    } else if (cursor.acceptOneOf("SET", "RESET")) {
      into.add(new Operation.Harmless(site));
      cursor.skipToEnd();
      return;
    } else {
      throw cursor.unread();
    }
    into.add(new Operation.AlterColumn(site, table, column, type, nullable, value, using));
  }

  private static void rename(
      Cursor cursor, Site site, String table, boolean ifExists, List<Operation> into)
      throws UnreadException {
    if (cursor.accept("TO") || cursor.accept("AS")) {
      String to = cursor.name();
      int dot = table.indexOf('.');
      String moved = dot < 0 || to.contains(".") ? to : table.substring(0, dot + 1) + to;
      into.add(new Operation.RenameTable(site, table, moved, ifExists));
    } else if (cursor.accept("CONSTRAINT")) {
      String name = cursor.identifier();
      cursor.expect("TO");
      into.add(new Operation.RenameConstraint(site, table, name, cursor.identifier()));
    } else if (cursor.seesOneOf("INDEX", "KEY") && !cursor.peek(1).isWord("TO")) {
      cursor.skip();
      String name = cursor.identifier();
      cursor.expect("TO");
      into.add(new Operation.RenameIndex(site, name, cursor.identifier(), false));
    } else {
      cursor.accept("COLUMN");
      String column = cursor.identifier();
      cursor.expect("TO");
      into.add(new Operation.RenameColumn(site, table, column, cursor.identifier()));
    }
  }

  /// MySQL's definition of a column in place of its older one.
  private static void redefine(Cursor cursor, Site site, String table, List<Operation> into)
      throws UnreadException {
    TableParts parts = new TableParts(false, cursor.dialect());
    ColumnSpec column = ColumnReader.read(cursor, parts);
    into.add(
        new Operation.AlterColumn(
            site,
            table,
            column.name(),
            Optional.of(column.type()),
            column.nullable(),
            Optional.of(column.value()),
            Optional.empty()));
    for (ConstraintSpec constraint : parts.constraints(false)) {
      into.add(new Operation.CreateConstraint(site.at(constraint.line()), table, constraint));
    }
  }
}
