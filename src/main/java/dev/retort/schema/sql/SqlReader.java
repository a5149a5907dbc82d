package dev.retort.schema.sql;

import dev.retort.schema.Dialect;
import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import dev.retort.schema.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The reader of texts of SQL, as a database of one dialect would read them, in time linear in the
/// text.
public final class SqlReader implements SqlText {
  private static final int NESTED_BLOCKS = 4;

  private final Dialect dialect;
  private final int depth;
  private final boolean oneLine;

  public SqlReader(Dialect dialect) {
    this(dialect, 0, false);
  }

  private SqlReader(Dialect dialect, int depth, boolean oneLine) {
    this.dialect = dialect;
    this.depth = depth;
    this.oneLine = oneLine;
  }

  @Override
  public SqlText inOneLine() {
    return new SqlReader(dialect, depth, true);
  }

  Source source(String sql, Site site) {
    return new Source(sql, site, dialect, oneLine);
  }

  /// A reader for a text inside of a text; none where that goes on too deep.
  SqlReader nested() throws UnreadException {
    if (depth >= NESTED_BLOCKS) {
      throw new UnreadException(Gap.OfSql.NESTED_TEXTS);
    }
    return new SqlReader(dialect, depth + 1, oneLine);
  }

  @Override
  public List<Operation> read(String sql, Site site) {
    Source source = source(sql, site);
    List<Operation> operations = new ArrayList<>();
    boolean autocommit = site.autocommit();
    for (Statements.Range range : Statements.of(source)) {
      int before = operations.size();
      statement(new Cursor(source, range.start(), range.end()), operations);
      autocommit = transaction(operations, before, autocommit);
    }
    return List.copyOf(operations);
  }

  /// After a `COMMIT` by hand what follows runs on its own, up to the next `BEGIN`.
  private static boolean transaction(List<Operation> operations, int from, boolean autocommit) {
    boolean now = autocommit;
    for (int i = from; i < operations.size(); i++) {
      if (operations.get(i) instanceof Operation.Harmless(_, Operation.Transaction transaction)) {
        now =
            switch (transaction) {
              case BEGUN -> false;
              case COMMITTED -> true;
              case KEPT -> now;
            };
      } else if (now && !operations.get(i).site().autocommit()) {
        operations.set(i, Autocommitted.of(operations.get(i)));
      }
    }
    return now;
  }

  private void statement(Cursor cursor, List<Operation> into) {
    int start = cursor.at();
    Site site = cursor.site();
    try {
      readers(cursor.peek().isSymbol('(') ? "(" : cursor.upperWord()).read(cursor, into);
      cursor.expectEnd();
    } catch (UnreadException e) {
      into.add(opaque(new Cursor(cursor.source(), start, cursor.end()), site, e.gap()));
    }
  }

  private StatementReader readers(String word) {
    return switch (word) {
      case "CREATE" -> new CreateReader(this);
      case "ALTER" -> new AlterReader();
      case "DROP" -> new DropReader();
      case "SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "VALUES", "(" ->
          new QueryReader();
      case "CALL" -> dialect == Dialect.POSTGRESQL ? new QueryReader() : new PlainReader();
      case "DO" -> new BlockReader(this);
      default -> new PlainReader();
    };
  }

  /// What cannot be read: it touches the tables that it names. It may touch anything unless it says
  /// at its beginning which table it is about.
  private static Operation opaque(Cursor cursor, Site site, Gap gap) {
    Set<String> touches = new LinkedHashSet<>();
    String first = cursor.upperWord();
    boolean bounded = false;
    try {
      bounded = Subject.find(cursor, touches);
    } catch (UnreadException _) {
      touches.clear();
    }
    String what = first.isEmpty() ? "SQL" : first.toUpperCase(Locale.ROOT);
    return new Operation.Opaque(site, new Gap.Statement(what, gap), touches, !bounded);
  }
}
