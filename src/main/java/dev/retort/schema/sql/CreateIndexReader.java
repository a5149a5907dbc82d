package dev.retort.schema.sql;

import dev.retort.schema.Dialect;
import dev.retort.schema.IndexSpec;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The reader of `CREATE INDEX`, with the words that databases put around it.
final class CreateIndexReader {
  private CreateIndexReader() {}

  /// What stands behind `CREATE`.
  static void read(Cursor cursor, Site site, List<Operation> into) throws UnreadException {
    boolean unique = cursor.accept("UNIQUE");
    cursor.acceptOneOf("FULLTEXT", "SPATIAL");
    cursor.expect("INDEX");
    boolean concurrently = cursor.accept("CONCURRENTLY");
    boolean tolerant = cursor.acceptIfNotExists();
    Optional<String> name = cursor.sees("ON") ? Optional.empty() : Optional.of(cursor.name());
    String early = cursor.accept("USING") ? cursor.identifier() : "btree";
    cursor.expect("ON");
    boolean alone = cursor.accept("ONLY");
    String table = cursor.name();
    String method = cursor.accept("USING") ? cursor.identifier() : early;
    List<String> columns = elements(cursor);
    Optional<String> where = Optional.empty();
    List<String> include = List.of();
    while (!cursor.atEnd()) {
      if (cursor.accept("WHERE")) {
        where = Optional.of(cursor.expression(cursor.end()).orElse("?"));
      } else if (cursor.accept("INCLUDE")) {
        include = cursor.columns();
      } else if (cursor.accept("WITH")) {
        cursor.skipOne();
      } else if (cursor.acceptOneOf("TABLESPACE", "USING", "COMMENT", "ALGORITHM", "LOCK")) {
        cursor.accept('=');
        cursor.skipOne();
      } else if (cursor.accept("NULLS")) {
        cursor.accept("NOT");
        cursor.expect("DISTINCT");
      } else {
        throw cursor.unread();
      }
    }
    into.add(
        new Operation.CreateIndex(
            alone ? site.ofOneTable() : site,
            new IndexSpec(
                name.map(index -> inSchemaOf(table, index)),
                table,
                columns,
                unique,
                method,
                where,
                include,
                site.line()),
            tolerant,
            concurrently));
  }

  /// An index lies in its table's schema, whatever was written.
  private static String inSchemaOf(String table, String index) {
    int dot = table.indexOf('.');
    return dot < 0 || index.contains(".") ? index : table.substring(0, dot + 1) + index;
  }

  private static List<String> elements(Cursor cursor) throws UnreadException {
    int close = cursor.openBracket();
    List<String> elements = new ArrayList<>();
    while (cursor.at() < close) {
      int end = cursor.nextComma(close);
      elements.add(element(cursor.upTo(end)));
      cursor.moveTo(Math.min(end + 1, close));
    }
    cursor.moveTo(close + 1);
    return elements;
  }

  private static String element(Cursor cursor) throws UnreadException {
    if (!cursor.peek().whole() || cursor.peek().kind() == Token.Kind.HOLE) {
      throw cursor.unread();
    }
    if (cursor.peek().isSymbol('(')) {
      int start = cursor.at();
      int close = cursor.openBracket();
      if (isConstant(cursor, close)) {
        // Its brackets tell it from a column.
        cursor.moveTo(start);
        close++;
      }
      return cursor.expression(close).orElseThrow(cursor::unread);
    }
    int bracket = bracketAfterName(cursor);
    if (bracket > 0 && !isLength(cursor)) {
      int close = cursor.source().close(cursor.at() + bracket);
      if (close < 0 || close >= cursor.end()) {
        throw cursor.unread();
      }
      return cursor.expression(close + 1).orElseThrow(cursor::unread);
    }
    return cursor.identifier();
  }

  private static boolean isConstant(Cursor cursor, int close) {
    return cursor.at() + 1 == close
        && (cursor.peek().kind() == Token.Kind.NUMBER || cursor.seesOneOf("TRUE", "FALSE", "NULL"));
  }

  /// How far the bracket of a call is behind its function's name, which may have a schema before
  /// it; 0 where none is called.
  private static int bracketAfterName(Cursor cursor) {
    int ahead = 1;
    while (cursor.peek(ahead).isSymbol('.') && cursor.peek(ahead + 1).isName()) {
      ahead += 2;
    }
    return cursor.peek(ahead).isSymbol('(') ? ahead : 0;
  }

  /// MySQL's `column(10)`.
  private static boolean isLength(Cursor cursor) {
    return cursor.dialect() == Dialect.MYSQL
        && cursor.peek(2).kind() == Token.Kind.NUMBER
        && cursor.peek(3).isSymbol(')');
  }
}
