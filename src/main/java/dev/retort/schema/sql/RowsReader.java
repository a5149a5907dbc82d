package dev.retort.schema.sql;

import dev.retort.schema.ColumnSpec;
import dev.retort.schema.Dialect;
import dev.retort.schema.QueryClause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The reader of a query whose rows a new table is made of: of its columns and where they come
/// from. A query of which a part is not known, and one of several put together, is not read.
final class RowsReader {
  private static final String[] CLAUSES = {
    "WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR", "WITH"
  };
  private static final String[] SET_OPERATIONS = {"UNION", "INTERSECT", "EXCEPT"};
  private static final String[] JOINS = {
    "JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL"
  };

  private final Cursor cursor;
  private final List<QueryClause.Source> sources = new ArrayList<>();
  private final List<QueryClause.Selected> columns = new ArrayList<>();

  private RowsReader(Cursor cursor) {
    this.cursor = cursor;
  }

  /// Empty where the query is not read.
  ///
  /// @param query from its first word on
  static Optional<QueryClause> read(Cursor query) {
    if (query.dialect() != Dialect.POSTGRESQL || isUnknownInPart(query)) {
      return Optional.empty();
    }
    RowsReader reader = new RowsReader(withoutBrackets(query));
    int line = query.line();
    try {
      if (reader.cursor.accept("TABLE")) {
        reader.columns.add(new QueryClause.All(Optional.empty()));
        reader.source();
        return reader.clause(line);
      }
      reader.cursor.expect("SELECT");
      reader.selected();
      if (reader.cursor.accept("FROM")) {
        reader.from();
      }
      return reader.clause(line);
    } catch (UnreadException _) {
      return Optional.empty();
    }
  }

  private static boolean isUnknownInPart(Cursor query) {
    for (int i = query.at(); i < query.end(); i++) {
      Token token = query.source().token(i);
      if (token.kind() == Token.Kind.HOLE
          || (!token.whole() && token.kind() != Token.Kind.STRING)) {
        return true;
      }
    }
    return false;
  }

  /// `AS (SELECT …)`.
  private static Cursor withoutBrackets(Cursor query) {
    Cursor inner = query.upTo(query.end());
    while (inner.peek().isSymbol('(')) {
      int close = inner.source().close(inner.at());
      int start = inner.at() + 1;
      Cursor after = inner.upTo(inner.end());
      after.moveTo(close + 1);
      if (close < 0 || !(after.atEnd() || after.sees("WITH"))) {
        return inner;
      }
      inner = inner.upTo(close);
      inner.moveTo(start);
    }
    return inner;
  }

  private Optional<QueryClause> clause(int line) {
    while (!cursor.atEnd()) {
      if (cursor.seesOneOf(SET_OPERATIONS)) {
        return Optional.empty();
      }
      cursor.skipOne();
    }
    return Optional.of(new QueryClause(sources, columns, line));
  }

  private boolean isAtClause() {
    return cursor.atEnd() || cursor.seesOneOf(CLAUSES) || cursor.seesOneOf(SET_OPERATIONS);
  }

  private void selected() throws UnreadException {
    cursor.accept("ALL");
    if (cursor.accept("DISTINCT") && cursor.accept("ON")) {
      cursor.skipBracket();
    }
    int end = endOfList();
    do {
      column(cursor.upTo(Math.min(cursor.nextComma(end), end)));
      cursor.moveTo(cursor.nextComma(end));
    } while (cursor.at() < end && cursor.accept(','));
    if (cursor.accept("INTO")) {
      while (!cursor.atEnd() && !cursor.sees("FROM") && !isAtClause()) {
        cursor.skip();
      }
    }
  }

  private int endOfList() {
    Cursor ahead = cursor.upTo(cursor.end());
    boolean follows = false;
    while (!ahead.atEnd()) {
      boolean ends =
          ahead.seesOneOf("FROM", "INTO", "WITH")
              || ahead.seesOneOf(CLAUSES)
              || ahead.seesOneOf(SET_OPERATIONS);
      // `a IS DISTINCT FROM b`, `a AS order`
      if (ends && !follows) {
        break;
      }
      follows = ahead.seesOneOf("DISTINCT", "AS");
      ahead.skipOne();
    }
    return ahead.at();
  }

  private void column(Cursor item) throws UnreadException {
    if (item.accept('*')) {
      item.expectEnd();
      columns.add(new QueryClause.All(Optional.empty()));
      return;
    }
    Optional<String> name = alias(item);
    Cursor expression = item.upTo(name.isPresent() ? item.end() - 2 : item.end());
    if (!reference(expression, name)) {
      columns.add(
          new QueryClause.Computed(name.orElseThrow(item::unread), SelectedType.of(expression)));
    }
  }

  private static Optional<String> alias(Cursor item) throws UnreadException {
    Cursor last = item.upTo(item.end());
    last.moveTo(Math.max(item.at(), item.end() - 2));
    return last.at() > item.at() && last.accept("AS")
        ? Optional.of(last.identifier())
        : Optional.empty();
  }

  /// A column, by the name that is written behind it or its own, a cast of it, or all columns of a
  /// source.
  private boolean reference(Cursor item, Optional<String> alias) throws UnreadException {
    if (!item.peek().isName() || SelectedType.isConstant(item)) {
      return false;
    }
    int start = item.at();
    String column = item.identifier();
    Optional<String> source = Optional.empty();
    if (item.accept('.')) {
      source = Optional.of(column);
      if (item.accept('*')) {
        item.expectEnd();
        columns.add(new QueryClause.All(source));
        return true;
      }
      column = item.identifier();
    }
    boolean named =
        alias.isEmpty()
            && item.at() + 1 == item.end()
            && item.peek().isName()
            && !item.seesOneOf("ISNULL", "NOTNULL");
    String name = named ? item.identifier() : alias.orElse(column);
    if (item.atEnd()) {
      columns.add(new QueryClause.Taken(source, column, name));
      return true;
    }
    if (alias.isPresent() || !SelectedType.isCast(item.peek())) {
      item.moveTo(start);
      return false;
    }
    item.moveTo(start);
    String type = SelectedType.of(item);
    if (type.equals(ColumnSpec.UNKNOWN_TYPE)) {
      throw item.unread();
    }
    columns.add(new QueryClause.Computed(name, type));
    return true;
  }

  private void from() throws UnreadException {
    source();
    while (!isAtClause()) {
      if (cursor.accept(',')) {
        source();
      } else if (cursor.accept("ON")) {
        while (!isAtClause() && !cursor.peek().isSymbol(',') && !isJoin()) {
          cursor.skipOne();
        }
      } else {
        join();
      }
    }
  }

  private boolean isJoin() {
    // `JOIN (SELECT …)`, but not `left(a, 2) = b`
    boolean called = cursor.peek(1).isSymbol('(') && !cursor.sees("JOIN");
    return cursor.seesOneOf(JOINS) && !called;
  }

  private void join() throws UnreadException {
    if (!cursor.accept("CROSS") && !cursor.accept("INNER")) {
      cursor.acceptOneOf("LEFT", "RIGHT", "FULL");
      cursor.accept("OUTER");
    }
    cursor.expect("JOIN");
    source();
  }

  /// One whose columns are renamed (`USING`, `t (a, b)`) is not read.
  private void source() throws UnreadException {
    boolean computed = cursor.accept("LATERAL");
    cursor.accept("ONLY");
    String table = "";
    if (cursor.skipBracket()) {
      computed = true;
    } else {
      table = cursor.name();
      computed |= cursor.skipBracket();
      cursor.accept('*');
    }
    String name = table.substring(table.lastIndexOf('.') + 1);
    boolean bare = cursor.peek().isName() && !isAtClause() && !isJoin() && !cursor.sees("ON");
    if (cursor.accept("AS") || bare) {
      name = cursor.identifier();
    }
    if (cursor.peek().isSymbol('(') || cursor.seesOneOf("USING", "TABLESAMPLE")) {
      throw cursor.unread();
    }
    sources.add(new QueryClause.Source(name, computed ? Optional.empty() : Optional.of(table)));
  }
}
