package dev.retort.schema.sql;

import dev.retort.schema.Dialect;
import dev.retort.schema.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Cuts SQL into tokens, once from left to right. What is never closed reaches to the end.
final class Lexer {
  private final String sql;
  private final Dialect dialect;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  /// The first token of the statement that is being read.
  private int statement;

  private Lexer(String sql, Dialect dialect) {
    this.sql = sql;
    this.dialect = dialect;
  }

  static List<Token> tokens(String sql, Dialect dialect) {
    Lexer lexer = new Lexer(sql, dialect);
    while (lexer.at < sql.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    char c = sql.charAt(at);
    if (Character.isWhitespace(c)) {
      at++;
    } else if (sql.startsWith("--", at) || (c == '#' && dialect == Dialect.MYSQL)) {
      at = after("\n");
    } else if (sql.startsWith("/*", at)) {
      comment();
    } else if (c == '\\' && startsLine()) {
      at = after("\n");
    } else if (c == '\'') {
      string(at, dialect == Dialect.MYSQL);
    } else if (c == '"' || c == '`' || (c == '[' && dialect == Dialect.SQLITE)) {
      quotedName(c == '[' ? ']' : c);
    } else if (c == '$' && dollarTag() > 0) {
      dollarQuoted(dollarTag());
    } else if (Character.isDigit(c)) {
      number();
    } else if (isWordPart(c)) {
      word();
    } else {
      symbol();
    }
  }

  private int after(String what) {
    int found = sql.indexOf(what, at);
    return found < 0 ? sql.length() : found + what.length();
  }

  /// Commands of psql stand alone on their lines.
  private boolean startsLine() {
    int before = at - 1;
    while (before >= 0 && (sql.charAt(before) == ' ' || sql.charAt(before) == '\t')) {
      before--;
    }
    return before < 0 || sql.charAt(before) == '\n';
  }

  private void comment() {
    int depth = 0;
    while (at < sql.length()) {
      if (sql.startsWith("/*", at) && (depth == 0 || dialect == Dialect.POSTGRESQL)) {
        depth++;
        at += 2;
      } else if (sql.startsWith("*/", at)) {
        depth--;
        at += 2;
        if (depth == 0) {
          return;
        }
      } else {
        at++;
      }
    }
  }

  private void string(int start, boolean backslashes) {
    StringBuilder value = new StringBuilder();
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c == '\\' && backslashes && at < sql.length()) {
        value.append(sql.charAt(at++));
      } else if (c != '\'') {
        value.append(c);
      } else if (at < sql.length() && sql.charAt(at) == '\'') {
        value.append(c);
        at++;
      } else {
        add(Token.Kind.STRING, value.toString(), start);
        return;
      }
    }
    add(Token.Kind.HOLE, value.toString(), start);
  }

  private void quotedName(char quote) {
    int start = at;
    StringBuilder value = new StringBuilder();
    at++;
    while (at < sql.length()) {
      char c = sql.charAt(at++);
      if (c != quote) {
        value.append(c);
      } else if (at < sql.length() && sql.charAt(at) == quote && quote != ']') {
        value.append(c);
        at++;
      } else {
        boolean hole = value.indexOf(SqlText.HOLE) >= 0;
        add(hole ? Token.Kind.HOLE : Token.Kind.QUOTED, value.toString(), start);
        return;
      }
    }
    add(Token.Kind.HOLE, value.toString(), start);
  }

  /// The length of the tag (`$$`, `$body$`) that starts here, or 0.
  private int dollarTag() {
    int end = at + 1;
    while (end < sql.length() && isTagPart(sql.charAt(end), end == at + 1)) {
      end++;
    }
    return end < sql.length() && sql.charAt(end) == '$' ? end + 1 - at : 0;
  }

  private static boolean isTagPart(char c, boolean first) {
    return c == '_' || Character.isLetter(c) || (!first && Character.isDigit(c));
  }

  private void dollarQuoted(int length) {
    int start = at;
    String tag = sql.substring(at, at + length);
    int close = sql.indexOf(tag, at + length);
    at = close < 0 ? sql.length() : close + length;
    String value = sql.substring(start + length, close < 0 ? at : close);
    add(close < 0 ? Token.Kind.HOLE : Token.Kind.STRING, value, start);
  }

  private void number() {
    int start = at;
    while (at < sql.length() && (isWordPart(sql.charAt(at)) || sql.charAt(at) == '.')) {
      at++;
    }
    String text = sql.substring(start, at);
    boolean hole = text.contains(SqlText.HOLE);
    add(hole ? Token.Kind.HOLE : Token.Kind.NUMBER, text, start);
  }

  private void word() {
    int start = at;
    while (at < sql.length() && (isWordPart(sql.charAt(at)) || sql.charAt(at) == '$')) {
      at++;
    }
    String text = sql.substring(start, at);
    if (at < sql.length() && sql.charAt(at) == '\'' && isPrefix(text)) {
      string(start, text.equalsIgnoreCase("e") || dialect == Dialect.MYSQL);
      return;
    }
    boolean hole = text.contains(SqlText.HOLE);
    add(hole ? Token.Kind.HOLE : Token.Kind.WORD, text, start);
  }

  private static boolean isPrefix(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "e", "b", "x", "n", "u&" -> true;
      default -> false;
    };
  }

  private static boolean isWordPart(char c) {
    return c == '_'
        || c == SqlText.HOLE.charAt(0)
        || Character.isLetterOrDigit(c)
        || Character.isSurrogate(c);
  }

  private void symbol() {
    int start = at;
    at += sql.startsWith("::", at) ? 2 : 1;
    add(Token.Kind.SYMBOL, sql.substring(start, at), start);
    if (sql.charAt(start) == ';') {
      rows();
    }
  }

  /// What follows `COPY … FROM stdin;` is rows, up to a line of `\.`.
  private void rows() {
    int last = tokens.size() - 1;
    if (tokens.get(statement).isWord("COPY")
        && tokens.subList(statement, last).stream().anyMatch(token -> token.isWord("STDIN"))) {
      at = after("\n\\.");
    }
    statement = last + 1;
  }

  private void add(Token.Kind kind, String text, int start) {
    tokens.add(new Token(kind, text, start, at, !text.contains(SqlText.HOLE)));
  }
}
