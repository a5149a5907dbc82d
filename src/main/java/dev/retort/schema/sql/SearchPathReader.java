package dev.retort.schema.sql;

import dev.retort.schema.Dialect;
import dev.retort.schema.Operation;
import dev.retort.schema.Operation.SetSearchPath;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.List;

/// The reader of what sets PostgreSQL's `search_path`, as a statement and by `set_config`.
final class SearchPathReader {
  /// The schema of the user's own name, which is passed over where it does not exist.
  private static final String OWN_SCHEMA = "$user";

  private SearchPathReader() {}

  /// From `search_path` on.
  static void set(Cursor cursor, Site site, List<Operation> into) throws UnreadException {
    cursor.expect("SEARCH_PATH");
    if (!cursor.accept("TO")) {
      cursor.expect('=');
    }
    List<String> schemas = new ArrayList<>();
    if (cursor.sees("DEFAULT")) {
      schemas.addAll(SetSearchPath.USUAL);
      cursor.skip();
    } else {
      do {
        schemas.add(schema(cursor));
      } while (cursor.accept(','));
    }
    if (!cursor.atEnd()) {
      schemas.add(SetSearchPath.UNKNOWN_SCHEMA);
      cursor.skipToEnd();
    }
    into.add(path(cursor, site, schemas));
  }

  private static String schema(Cursor cursor) {
    Token token = cursor.peek();
    boolean told = token.isName() || token.kind() == Token.Kind.STRING;
    cursor.skip();
    if (!told || !token.whole()) {
      return SetSearchPath.UNKNOWN_SCHEMA;
    }
    return token.kind() == Token.Kind.STRING ? token.text() : Names.kept(token, cursor.dialect());
  }

  /// `set_config('search_path', …, …)` where it stands in a query; the query is read all the same.
  static void called(Cursor query, Site site, List<Operation> into) {
    Source source = query.source();
    for (int i = query.at(); i + 2 < query.end(); i++) {
      boolean sets =
          source.token(i).isWord("SET_CONFIG")
              && source.token(i + 1).isSymbol('(')
              && source.token(i + 2).text().equalsIgnoreCase("search_path");
      if (sets) {
        Cursor value = new Cursor(source, Math.min(i + 4, query.end()), query.end());
        boolean alone = value.peek(1).isSymbol(',');
        into.add(
            path(
                query, site, alone ? listed(value.peek()) : List.of(SetSearchPath.UNKNOWN_SCHEMA)));
      }
    }
  }

  /// The names of a list that is written as one text.
  private static List<String> listed(Token text) {
    if (text.kind() != Token.Kind.STRING || !text.whole()) {
      return List.of(SetSearchPath.UNKNOWN_SCHEMA);
    }
    List<String> schemas = new ArrayList<>();
    for (Token token : Lexer.tokens(text.text(), Dialect.POSTGRESQL)) {
      if (token.isName()) {
        schemas.add(Names.kept(token, Dialect.POSTGRESQL));
      }
    }
    return schemas;
  }

  /// What comes behind it in the same text is told in full, unless the path is the usual one.
  static Operation path(Cursor cursor, Site site, List<String> schemas) {
    List<String> kept =
        schemas.stream().filter(each -> !each.isEmpty() && !each.equals(OWN_SCHEMA)).toList();
    cursor.source().nameInFull(!kept.equals(SetSearchPath.USUAL));
    return new SetSearchPath(site, kept);
  }
}
