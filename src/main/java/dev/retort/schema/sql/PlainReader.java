package dev.retort.schema.sql;

import dev.retort.schema.Dialect;
import dev.retort.schema.Gap;
import dev.retort.schema.ObjectKind;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The reader of the statements that change rows, rights and settings, and no table's shape.
final class PlainReader implements StatementReader {
  @Override
  public void read(Cursor cursor, List<Operation> into) throws UnreadException {
    Site site = cursor.site();
    String word = cursor.upperWord();
    switch (word) {
      case "TRUNCATE" -> truncate(cursor, site, into);
      case "COPY" -> copy(cursor, into);
      case "RENAME" -> rename(cursor, site, into);
      case "REFRESH" -> {
        cursor.expect("REFRESH", "MATERIALIZED", "VIEW");
        cursor.accept("CONCURRENTLY");
        into.add(new Operation.ReadData(site, cursor.name()));
        cursor.skipToEnd();
      }
      case "COMMENT" -> comment(cursor, site, into);
      case "SET" -> set(cursor, site, into);
      case "PRAGMA" -> pragma(cursor, site, into);
      case "BEGIN", "START" -> harmless(cursor, site, Operation.Transaction.BEGUN, into);
      case "COMMIT", "END" -> harmless(cursor, site, Operation.Transaction.COMMITTED, into);
      case "ROLLBACK", "ABORT" -> rollback(cursor, site, into);
      case "RESET", "DISCARD" -> {
        if (cursor.peek(1).isWord("SEARCH_PATH") || cursor.peek(1).isWord("ALL")) {
          into.add(SearchPathReader.path(cursor, site, Operation.SetSearchPath.USUAL));
        }
        harmless(cursor, site, Operation.Transaction.KEPT, into);
      }
      case "SHOW",
          "GRANT",
          "REVOKE",
          "SAVEPOINT",
          "RELEASE",
          "NOTIFY",
          "LISTEN",
          "UNLISTEN",
          "EXPLAIN",
          "ANALYZE",
          "VACUUM",
          "REINDEX",
          "CLUSTER",
          "LOCK",
          "UNLOCK",
          "USE",
          "CHECKPOINT",
          "REASSIGN",
          "SECURITY",
          "OPTIMIZE",
          "DESCRIBE",
          "DELIMITER",
          "FLUSH",
          "DEALLOCATE",
          "CLOSE",
          "FETCH" ->
          harmless(cursor, site, Operation.Transaction.KEPT, into);
      default -> throw cursor.unread();
    }
  }

  /// Undoes what was done since a savepoint, or since a transaction began, which may be before the
  /// migration did; MySQL keeps what is no row.
  private static void rollback(Cursor cursor, Site site, List<Operation> into) {
    cursor.skipToEnd();
    into.add(
        cursor.dialect() == Dialect.MYSQL
            ? new Operation.Harmless(site)
            : new Operation.Opaque(site, Gap.OfSql.ROLLED_BACK, Set.of(), true));
  }

  private static void harmless(
      Cursor cursor, Site site, Operation.Transaction transaction, List<Operation> into) {
    cursor.skipToEnd();
    into.add(new Operation.Harmless(site, transaction));
  }

  private static void truncate(Cursor cursor, Site site, List<Operation> into)
      throws UnreadException {
    cursor.expect("TRUNCATE");
    cursor.accept("TABLE");
    cursor.accept("ONLY");
    do {
      into.add(new Operation.WriteData(site, cursor.name()));
      cursor.accept('*');
    } while (cursor.accept(','));
    while (cursor.acceptOneOf("RESTART", "CONTINUE", "IDENTITY", "CASCADE", "RESTRICT")) {
      // each may stand there or not
    }
  }

  private static void copy(Cursor cursor, List<Operation> into) throws UnreadException {
    Site site = cursor.site();
    cursor.expect("COPY");
    if (cursor.peek().isSymbol('(')) {
      new DataReader(cursor).readRest(into);
      return;
    }
    String table = cursor.name();
    cursor.skipBracket();
    into.add(
        cursor.sees("FROM")
            ? new Operation.WriteData(site, table)
            : new Operation.ReadData(site, table));
    cursor.skipToEnd();
  }

  /// MySQL's `RENAME TABLE a TO b, c TO d`.
  private static void rename(Cursor cursor, Site site, List<Operation> into)
      throws UnreadException {
    cursor.expect("RENAME", "TABLE");
    do {
      String table = cursor.name();
      cursor.expect("TO");
      into.add(new Operation.RenameTable(site, table, cursor.name(), false));
    } while (cursor.accept(','));
  }

  /// A comment on a table or column that is not there is refused, and so it reads the table.
  private static void comment(Cursor cursor, Site site, List<Operation> into)
      throws UnreadException {
    cursor.expect("COMMENT", "ON");
    Optional<ObjectKind> kind = ObjectWords.accept(cursor);
    if (kind.isEmpty() && cursor.accept("TABLE")) {
      into.add(new Operation.ReadData(site, cursor.name()));
    }
    harmless(cursor, site, Operation.Transaction.KEPT, into);
  }

  private static void set(Cursor cursor, Site site, List<Operation> into) throws UnreadException {
    cursor.expect("SET");
    cursor.acceptOneOf("LOCAL", "SESSION");
    if (cursor.dialect() == Dialect.POSTGRESQL && cursor.sees("SEARCH_PATH")) {
      SearchPathReader.set(cursor, site, into);
      return;
    }
    harmless(cursor, site, Operation.Transaction.KEPT, into);
  }

  private static void pragma(Cursor cursor, Site site, List<Operation> into)
      throws UnreadException {
    cursor.expect("PRAGMA");
    if (cursor.accept("WRITABLE_SCHEMA")) {
      throw new UnreadException(Gap.OfSql.WRITABLE_CATALOGUE);
    }
    harmless(cursor, site, Operation.Transaction.KEPT, into);
  }
}
