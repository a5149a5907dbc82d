package dev.retort.schema.sql;

import dev.retort.schema.Dialect;
import dev.retort.schema.Gap;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A place in the tokens of one statement. What is asked for and not there is an [UnreadException].
final class Cursor {
  private static final Token END = new Token(Token.Kind.SYMBOL, "", 0, 0, true);

  private final Source source;
  private final int end;
  private int at;

  Cursor(Source source, int start, int end) {
    this.source = source;
    this.at = start;
    this.end = end;
  }

  Source source() {
    return source;
  }

  Dialect dialect() {
    return source.dialect();
  }

  int at() {
    return at;
  }

  int end() {
    return end;
  }

  boolean atEnd() {
    return at >= end;
  }

  Site site() {
    return source.site(at);
  }

  int line() {
    return source.line(at);
  }

  void moveTo(int index) {
    at = index;
  }

  Token peek() {
    return peek(0);
  }

  Token peek(int ahead) {
    return at + ahead < end ? source.token(at + ahead) : END;
  }

  void skip() {
    at++;
  }

  /// Whether these words come next.
  boolean sees(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).isWord(words[i])) {
        return false;
      }
    }
    return true;
  }

  boolean seesOneOf(String... words) {
    for (String word : words) {
      if (peek().isWord(word)) {
        return true;
      }
    }
    return false;
  }

  boolean accept(String... words) {
    if (!sees(words)) {
      return false;
    }
    at += words.length;
    return true;
  }

  boolean acceptOneOf(String... words) {
    if (!seesOneOf(words)) {
      return false;
    }
    at++;
    return true;
  }

  boolean accept(char symbol) {
    if (!peek().isSymbol(symbol)) {
      return false;
    }
    at++;
    return true;
  }

  void expect(String... words) throws UnreadException {
    if (!accept(words)) {
      throw unread();
    }
  }

  void expect(char symbol) throws UnreadException {
    if (!accept(symbol)) {
      throw unread();
    }
  }

  void expectEnd() throws UnreadException {
    if (!atEnd()) {
      throw unread();
    }
  }

  UnreadException unread() {
    if (atEnd()) {
      return new UnreadException(Gap.OfSql.ENDS_EARLY);
    }
    return new UnreadException(
        peek().kind() == Token.Kind.HOLE || !peek().whole()
            ? Gap.OfSql.TEXT_IN_PART
            : new Gap.Token(abridged(peek().text())));
  }

  private static String abridged(String text) {
    String line = text.replaceAll("\\s+", " ").replace('`', '\'');
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }

  boolean acceptIfExists() {
    return accept("IF", "EXISTS");
  }

  boolean acceptIfNotExists() {
    return accept("IF", "NOT", "EXISTS");
  }

  /// One identifier as the database keeps it.
  String identifier() throws UnreadException {
    Token token = peek();
    if (!token.isName()
        && !(token.kind() == Token.Kind.STRING && dialect() != Dialect.POSTGRESQL)) {
      throw unread();
    }
    at++;
    return Names.kept(token, dialect());
  }

  /// A name with its schema, unless that is the default one.
  String name() throws UnreadException {
    List<String> parts = new ArrayList<>();
    do {
      parts.add(identifier());
    } while (accept('.'));
    return Names.joined(parts, dialect(), source.namesInFull());
  }

  /// Names in brackets, of columns; lengths, directions and operator classes are left out.
  List<String> columns() throws UnreadException {
    int close = openBracket();
    List<String> columns = new ArrayList<>();
    do {
      columns.add(identifier());
      while (at < close && !peek().isSymbol(',')) {
        skipOne();
      }
    } while (accept(','));
    if (at != close) {
      throw unread();
    }
    at = close + 1;
    return columns;
  }

  /// Names of tables in brackets.
  List<String> names() throws UnreadException {
    int close = openBracket();
    List<String> names = new ArrayList<>();
    do {
      names.add(name());
    } while (accept(','));
    if (at != close) {
      throw unread();
    }
    at = close + 1;
    return names;
  }

  /// Steps into a bracket; the answer is the index of the one that closes it.
  int openBracket() throws UnreadException {
    int close = peek().isSymbol('(') ? source.close(at) : -1;
    if (close < 0 || close >= end) {
      throw unread();
    }
    at++;
    return close;
  }

  /// Skips one token, or a bracket with all that is in it.
  void skipOne() {
    int close = at < end && (peek().isSymbol('(') || peek().isSymbol('[')) ? source.close(at) : -1;
    at = close < 0 || close >= end ? at + 1 : close + 1;
  }

  /// Skips a bracket where one comes next.
  boolean skipBracket() {
    if (!peek().isSymbol('(')) {
      return false;
    }
    skipOne();
    return true;
  }

  void skipToEnd() {
    at = end;
  }

  /// The index of the next comma outside of brackets, or of the end.
  int nextComma(int limit) {
    Cursor ahead = new Cursor(source, at, limit);
    while (!ahead.atEnd() && !ahead.peek().isSymbol(',')) {
      ahead.skipOne();
    }
    return Math.min(ahead.at, limit);
  }

  Cursor upTo(int limit) {
    return new Cursor(source, at, limit);
  }

  String string() throws UnreadException {
    Token token = peek();
    if (token.kind() != Token.Kind.STRING || !token.whole()) {
      throw unread();
    }
    at++;
    return token.text();
  }

  /// `CASCADE` or `RESTRICT` where it stands.
  boolean acceptCascade() {
    if (accept("CASCADE")) {
      return true;
    }
    accept("RESTRICT");
    return false;
  }

  /// The rest of an expression up to an index.
  Optional<String> expression(int limit) {
    for (int i = at; i < limit; i++) {
      Token token = source.token(i);
      if (!token.whole() || token.kind() == Token.Kind.HOLE) {
        at = limit;
        return Optional.empty();
      }
    }
    String text = source.text(at, limit);
    at = limit;
    return Optional.of(text);
  }

  String upperWord() {
    return peek().kind() == Token.Kind.WORD ? peek().text().toUpperCase(Locale.ROOT) : "";
  }
}
