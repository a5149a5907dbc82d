package dev.retort.schema.sql;

import java.util.ArrayList;
import java.util.List;

/// Where the statements of a text begin and end. A semicolon inside of a routine's `BEGIN … END`
/// ends nothing.
final class Statements {
  /// Of tokens, half open.
  record Range(int start, int end) {}

  private Statements() {}

  static List<Range> of(Source source) {
    List<Range> ranges = new ArrayList<>();
    int start = 0;
    int blocks = 0;
    boolean routine = false;
    for (int i = 0; i < source.size(); i++) {
      Token token = source.token(i);
      if (token.kind() == Token.Kind.WORD) {
        routine |= i < start + MOST_WORDS_BEFORE && isRoutine(token) && isCreation(source, start);
        if (routine) {
          blocks = Math.max(0, blocks + step(source, i));
        }
      } else if (token.isSymbol(';') && blocks == 0) {
        if (i > start) {
          ranges.add(new Range(start, i));
        }
        start = i + 1;
        routine = false;
      }
    }
    if (start < source.size()) {
      ranges.add(new Range(start, source.size()));
    }
    return ranges;
  }

  /// `CREATE OR REPLACE DEFINER = 'me'@'host' … TRIGGER`.
  private static final int MOST_WORDS_BEFORE = 12;

  private static boolean isRoutine(Token token) {
    return token.isWord("TRIGGER") || token.isWord("FUNCTION") || token.isWord("PROCEDURE");
  }

  private static boolean isCreation(Source source, int start) {
    return source.token(start).isWord("CREATE");
  }

  private static int step(Source source, int at) {
    Token token = source.token(at);
    if (token.isWord("BEGIN") || token.isWord("CASE")) {
      return at > 0 && source.token(at - 1).isWord("END") ? 0 : 1;
    }
    if (!token.isWord("END")) {
      return 0;
    }
    Token next = at + 1 < source.size() ? source.token(at + 1) : token;
    return next.isWord("IF") || next.isWord("LOOP") || next.isWord("WHILE") || next.isWord("REPEAT")
        ? 0
        : -1;
  }
}
