package dev.retort.schema.sql;

import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import dev.retort.schema.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The reader of `DO` blocks: statements of SQL among those of PL/pgSQL. Whatever stands under a
/// condition may happen or not, but for the ways in which people write `IF NOT EXISTS` where
/// PostgreSQL has none. A text that the block puts together may do anything.
final class BlockReader implements StatementReader {
  private static final Gap WHY = Gap.OfSql.DO_BLOCK;

  private final SqlReader reader;

  BlockReader(SqlReader reader) {
    this.reader = reader;
  }

  @Override
  public void read(Cursor cursor, List<Operation> into) throws UnreadException {
    Site site = cursor.site();
    cursor.expect("DO");
    if (cursor.accept("LANGUAGE")) {
      language(cursor);
    }
    String body = cursor.string();
    if (cursor.accept("LANGUAGE")) {
      language(cursor);
    }
    cursor.expectEnd();
    Source source = reader.source(body, site);
    List<Operation> found = new ArrayList<>();
    statements(source, found);
    boolean forgiven = isForgiven(source);
    boolean conditional = isConditional(source);
    for (Operation operation : found) {
      into.add(
          forgiven
              ? Tolerated.of(operation, WHY)
              : conditional ? Tolerated.perhaps(operation, WHY) : operation);
    }
  }

  /// Adds what stands in a body of PL/pgSQL, whatever it depends on.
  void statements(Source source, List<Operation> into) throws UnreadException {
    boolean declares = false;
    for (Statements.Range range : Statements.of(source)) {
      Cursor part = new Cursor(source, range.start(), range.end());
      declares = (declares && !part.sees("BEGIN")) || part.sees("DECLARE");
      if (!declares) {
        part(part, into);
      }
    }
  }

  private static void language(Cursor cursor) throws UnreadException {
    if (!cursor.identifier().equalsIgnoreCase("plpgsql")) {
      throw new UnreadException(Gap.OfSql.OTHER_LANGUAGE);
    }
  }

  private static boolean isConditional(Source source) {
    boolean conditional = false;
    for (int i = 0; i < source.size(); i++) {
      Token token = source.token(i);
      conditional |=
          token.isWord("IF")
              || token.isWord("LOOP")
              || token.isWord("CASE")
              || token.isWord("EXCEPTION");
    }
    return conditional;
  }

  /// Whether the block's only condition is that what it makes is not there yet: an `EXCEPTION WHEN
  /// duplicate_…`, or `IF NOT EXISTS (SELECT … FROM pg_…)` around one statement.
  private static boolean isForgiven(Source source) {
    int conditions = 0;
    boolean duplicate = false;
    boolean absent = false;
    for (int i = 0; i < source.size(); i++) {
      Token token = source.token(i);
      boolean ends = i > 0 && source.token(i - 1).isWord("END");
      boolean of = i + 1 < source.size() && source.token(i + 1).isWord("NOT");
      if (token.isWord("IF") && !ends && !isPartOfDdl(source, i)) {
        conditions++;
        absent |= of && i + 2 < source.size() && source.token(i + 2).isWord("EXISTS");
      } else if (token.isWord("ELSE") || token.isWord("LOOP") || token.isWord("CASE")) {
        conditions += 2;
      } else if (token.isWord("WHEN")) {
        conditions++;
        duplicate |= i + 1 < source.size() && source.token(i + 1).text().startsWith("duplicate_");
      }
    }
    return conditions == 1 && (duplicate || absent);
  }

  /// `ADD COLUMN IF NOT EXISTS`, `DROP TABLE IF EXISTS`.
  private static boolean isPartOfDdl(Source source, int at) {
    if (at == 0) {
      return false;
    }
    Token before = source.token(at - 1);
    return before.kind() == Token.Kind.WORD
        && !before.isWord("BEGIN")
        && !before.isWord("THEN")
        && !before.isWord("ELSE");
  }

  /// A statement of the block, after the words of PL/pgSQL that stand before it.
  private void part(Cursor cursor, List<Operation> into) throws UnreadException {
    Cursor start = cursor.upTo(cursor.end());
    while (!cursor.atEnd()) {
      if (cursor.acceptOneOf("BEGIN", "ELSE", "EXCEPTION")) {
        continue;
      }
      if (cursor.seesOneOf("IF", "ELSIF", "ELSEIF", "WHEN")) {
        upTo(cursor, "THEN");
      } else if (cursor.seesOneOf("FOR", "FOREACH", "WHILE", "LOOP")) {
        upTo(cursor, "LOOP");
      } else {
        break;
      }
    }
    RoutineCalls.of(start.upTo(Math.min(cursor.at(), cursor.end())), into);
    if (cursor.atEnd()) {
      return;
    }
    statement(cursor, into);
  }

  private static void upTo(Cursor cursor, String word) {
    while (!cursor.atEnd() && !cursor.sees(word)) {
      cursor.skipOne();
    }
    cursor.skip();
  }

  private void statement(Cursor cursor, List<Operation> into) throws UnreadException {
    if (cursor.seesOneOf("NULL", "END", "RAISE", "RETURN", "CONTINUE", "EXIT", "GET", "ASSERT")
        || isAssignment(cursor)) {
      RoutineCalls.of(cursor, into);
      return;
    }
    if (cursor.accept("EXECUTE")) {
      execute(cursor, into);
    } else if (cursor.accept("PERFORM")) {
      new QueryReader().read(cursor, into);
    } else if (cursor.seesOneOf("SELECT")) {
      RoutineCalls.of(cursor, into);
      new DataReader(cursor).readRest(into);
    } else {
      Site site = cursor.site();
      String text = cursor.source().raw(cursor.at(), cursor.end());
      into.addAll(reader.nested().read(text, site));
    }
  }

  private static boolean isAssignment(Cursor cursor) {
    return cursor.peek().isName()
        && (cursor.peek(1).isSymbol('=')
            || (cursor.peek(1).isSymbol(':') && cursor.peek(2).isSymbol('=')));
  }

  /// `EXECUTE 'text'` and `EXECUTE format('text with %I', …)`.
  private void execute(Cursor cursor, List<Operation> into) throws UnreadException {
    Site site = cursor.site();
    if (cursor.accept("FORMAT")) {
      cursor.openBracket();
    }
    Token text = cursor.peek();
    boolean alone = cursor.at() + 1 == cursor.end();
    boolean formatted = cursor.peek(1).isSymbol(',');
    if (text.kind() != Token.Kind.STRING || (!alone && !formatted)) {
      into.add(new Operation.Opaque(site, Gap.OfSql.BLOCK_TEXT, Set.of(), true));
      return;
    }
    String sql = text.text().replaceAll("%\\d*\\$?[sIL]", SqlText.HOLE);
    into.addAll(reader.nested().read(sql, site));
  }
}
