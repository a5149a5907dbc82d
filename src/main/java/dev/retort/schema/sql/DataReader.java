package dev.retort.schema.sql;

import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The search for the tables whose rows a statement reads and writes, in one walk over its tokens.
/// `FROM` names tables only in a group that began as a query: `extract(year FROM x)` does not.
final class DataReader {
  private static final Set<String> QUERIES =
      Set.of("SELECT", "WITH", "INSERT", "UPDATE", "DELETE", "MERGE", "REPLACE", "VALUES");

  /// A query, or what else stands in brackets.
  private static final class Group {
    final int close;
    final boolean query;

    /// Whether what comes next is a list of tables.
    boolean from;

    Group(int close, boolean query) {
      this.close = close;
      this.query = query;
    }
  }

  private final Cursor cursor;
  private final Map<String, Site> reads = new LinkedHashMap<>();
  private final Map<String, Site> writes = new LinkedHashMap<>();
  private final Set<String> common = new HashSet<>();
  private boolean unknown;

  DataReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /// Reads to the end of the statement, which need not be one of data.
  void readRest(List<Operation> into) throws UnreadException {
    Site site = cursor.site();
    walk();
    common.forEach(reads::remove);
    reads.forEach((table, at) -> into.add(new Operation.ReadData(at, table)));
    writes.forEach((table, at) -> into.add(new Operation.WriteData(at, table)));
    if (unknown) {
      into.add(new Operation.Opaque(site, Gap.OfSql.UNKNOWN_TABLE, Set.of(), false));
    }
  }

  private void walk() {
    Deque<Group> groups = new ArrayDeque<>();
    groups.push(new Group(cursor.end(), true));
    while (!cursor.atEnd()) {
      while (groups.size() > 1 && cursor.at() >= group(groups).close) {
        groups.pop();
      }
      Token token = cursor.peek();
      if (token.isSymbol('(')) {
        int close = cursor.source().close(cursor.at());
        String first = cursor.peek(1).text().toUpperCase(Locale.ROOT);
        boolean nested = cursor.peek(1).isSymbol('(') && group(groups).query;
        groups.push(new Group(close < 0 ? cursor.end() : close, QUERIES.contains(first) || nested));
        cursor.skip();
      } else if (token.isSymbol(',') && group(groups).from) {
        cursor.skip();
        source();
      } else if (token.kind() == Token.Kind.WORD) {
        word(group(groups));
      } else {
        cursor.skip();
      }
    }
  }

  private static Group group(Deque<Group> groups) {
    return groups.element();
  }

  private void word(Group group) {
    String before = previous();
    if (cursor.sees("INSERT") || cursor.sees("REPLACE") || cursor.sees("MERGE")) {
      cursor.skip();
      while (!cursor.atEnd()
          && cursor.acceptOneOf("OR", "IGNORE", "ABORT", "FAIL", "ROLLBACK", "LOW_PRIORITY")) {
        cursor.acceptOneOf("REPLACE");
      }
      if (cursor.accept("INTO")) {
        table(writes, false);
      }
    } else if (cursor.sees("UPDATE")
        && !before.equals("FOR")
        && !before.equals("DO")
        && !before.equals("ON")
        && !before.equals("KEY")
        && !before.equals("THEN")) {
      cursor.skip();
      if (cursor.accept("OR")) {
        cursor.skip();
      }
      cursor.accept("ONLY");
      table(writes, false);
    } else if (cursor.sees("DELETE", "FROM")) {
      cursor.accept("DELETE", "FROM");
      cursor.accept("ONLY");
      table(writes, false);
    } else if (cursor.sees("USING") && group.query && !cursor.peek(1).isSymbol('(')) {
      cursor.skip();
      source();
      group.from = true;
    } else if (cursor.sees("FROM") && group.query && !before.equals("DISTINCT")) {
      cursor.skip();
      source();
      group.from = true;
    } else if (isClause()) {
      cursor.skip();
      group.from = false;
    } else if (cursor.sees("JOIN")) {
      cursor.skip();
      source();
    } else if ((before.equals("WITH") || before.equals("RECURSIVE") || before.equals(","))
        && isCommonTable()) {
      common.add(Names.kept(cursor.peek(), cursor.dialect()));
      cursor.skip();
    } else {
      cursor.skip();
    }
  }

  private boolean isCommonTable() {
    if (cursor.peek(1).isWord("AS")) {
      return cursor.peek(2).isSymbol('(')
          || cursor.peek(2).isWord("MATERIALIZED")
          || cursor.peek(2).isWord("NOT");
    }
    if (!cursor.peek(1).isSymbol('(')) {
      return false;
    }
    int close = cursor.source().close(cursor.at() + 1);
    int after = close + 1 - cursor.at();
    return close > 0 && cursor.peek(after).isWord("AS") && cursor.peek(after + 1).isSymbol('(');
  }

  private String previous() {
    int before = cursor.at() - 1;
    return before < 0 ? "" : cursor.source().token(before).text().toUpperCase(Locale.ROOT);
  }

  private boolean isClause() {
    return cursor.seesOneOf(
        "WHERE",
        "GROUP",
        "ORDER",
        "LIMIT",
        "HAVING",
        "UNION",
        "INTERSECT",
        "EXCEPT",
        "SELECT",
        "SET",
        "RETURNING",
        "WINDOW");
  }

  private void source() {
    cursor.acceptOneOf("ONLY", "LATERAL");
    Token token = cursor.peek();
    if (token.isSymbol('(')) {
      return;
    }
    boolean called = token.isName() && cursor.peek(1).isSymbol('(');
    if (called || cursor.sees("SELECT") || cursor.sees("UNNEST")) {
      return;
    }
    table(reads, true);
  }

  private void table(Map<String, Site> into, boolean mayBeFunction) {
    Site site = cursor.site();
    if (!cursor.peek().isName()) {
      unknown |= cursor.peek().kind() == Token.Kind.HOLE;
      return;
    }
    try {
      String name = cursor.name();
      boolean called = cursor.peek().isSymbol('(') && mayBeFunction;
      if (!called && !isCatalogue(name)) {
        into.putIfAbsent(name, site);
      }
    } catch (UnreadException _) {
      unknown = true;
    }
  }

  private static boolean isCatalogue(String name) {
    return name.startsWith("pg_")
        || name.startsWith("information_schema.")
        || name.startsWith("sqlite_")
        || name.equals("stdin")
        || name.equals("alembic_version");
  }
}
