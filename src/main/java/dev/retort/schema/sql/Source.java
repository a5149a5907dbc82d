package dev.retort.schema.sql;

import dev.retort.schema.Dialect;
import dev.retort.schema.Site;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/// A text as tokens, with where each bracket closes and which line each offset is on.
final class Source {
  private static final int NEVER = -1;

  private final String sql;
  private final List<Token> tokens;
  private final int[] closes;
  private final int[] lineStarts;
  private final Site site;
  private final Dialect dialect;
  private boolean inFull;

  /// @param oneLine whether everything counts as standing in the first line
  Source(String sql, Site site, Dialect dialect, boolean oneLine) {
    this.sql = sql;
    this.site = site;
    this.dialect = dialect;
    this.inFull = site.inFull();
    tokens = List.copyOf(Lexer.tokens(sql, dialect));
    closes = closes(tokens);
    lineStarts = oneLine ? new int[0] : lineStarts(sql);
  }

  private static int[] lineStarts(String sql) {
    IntStream.Builder starts = IntStream.builder();
    for (int at = sql.indexOf('\n'); at >= 0; at = sql.indexOf('\n', at + 1)) {
      starts.add(at + 1);
    }
    return starts.build().toArray();
  }

  private static int[] closes(List<Token> tokens) {
    int[] closes = new int[tokens.size()];
    Arrays.fill(closes, NEVER);
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < closes.length; i++) {
      Token token = tokens.get(i);
      if (token.isSymbol('(') || token.isSymbol('[')) {
        open.push(i);
      } else if ((token.isSymbol(')') || token.isSymbol(']')) && !open.isEmpty()) {
        closes[open.pop()] = i;
      }
    }
    return closes;
  }

  Dialect dialect() {
    return dialect;
  }

  /// Whether names are told with the default schema too.
  boolean namesInFull() {
    return inFull;
  }

  /// From the next statement on names without a schema mean others, or do not any more.
  void nameInFull(boolean full) {
    inFull = full;
  }

  int size() {
    return tokens.size();
  }

  Token token(int index) {
    return tokens.get(index);
  }

  /// The index of the bracket that closes the one at an index; negative where none does.
  int close(int index) {
    return closes[index];
  }

  /// The text of the tokens from one index to another, white space made one space.
  String text(int from, int to) {
    if (from >= to) {
      return "";
    }
    return sql.substring(token(from).start(), token(to - 1).end()).strip().replaceAll("\\s+", " ");
  }

  /// The text of the tokens from one index to another as it stands.
  String raw(int from, int to) {
    return from >= to ? "" : sql.substring(token(from).start(), token(to - 1).end());
  }

  int line(int index) {
    if (tokens.isEmpty()) {
      return site.line();
    }
    int offset = token(Math.min(index, size() - 1)).start();
    int found = Arrays.binarySearch(lineStarts, offset);
    return site.line() + (found >= 0 ? found + 1 : -found - 1);
  }

  Site site(int index) {
    return site.at(line(index)).namingInFull(inFull);
  }
}
