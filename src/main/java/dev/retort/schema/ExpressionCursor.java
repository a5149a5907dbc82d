package dev.retort.schema;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in the tokens of an expression as PostgreSQL takes them, which moves on with what is
/// accepted.
final class ExpressionCursor {
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<text>[EeBbXx]?'(?:[^'\\\\]|'')*')"
              + "|(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)"
              + "|(?<quoted>\"(?:[^\"]|\"\")+\")"
              + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)"
              + "|(?<sign>::|[()\\[\\],.:]|[-+*/<>=~!@#%^&|?]+)");

  enum Kind {
    TEXT,
    NUMBER,
    QUOTED,
    WORD,
    SIGN
  }

  /// A piece of the expression.
  record Token(Kind kind, String text) {
    boolean is(String word) {
      return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
    }

    boolean isName() {
      return kind == Kind.WORD || kind == Kind.QUOTED;
    }

    /// A word in capitals; nothing for anything else.
    String word() {
      return kind == Kind.WORD ? text.toUpperCase(Locale.ROOT) : "";
    }

    String name() {
      String name =
          kind == Kind.QUOTED
              ? text.substring(1, text.length() - 1).replace("\"\"", "\"")
              : text.toLowerCase(Locale.ROOT);
      return IdentifierLength.cut(name, IdentifierLength.MOST_BYTES);
    }
  }

  private static final Token END = new Token(Kind.SIGN, "");

  private final List<Token> tokens;
  private final int[] closes;
  private int at;

  private ExpressionCursor(List<Token> tokens) {
    this.tokens = tokens;
    this.closes = closes(tokens);
  }

  /// Empty where something is in it that is no token here.
  static Optional<ExpressionCursor> of(String written) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(written);
    int end = 0;
    while (end < written.length()) {
      if (Character.isWhitespace(written.charAt(end))) {
        end++;
        continue;
      }
      matcher.region(end, written.length());
      if (!matcher.lookingAt() || isComment(matcher.group())) {
        return Optional.empty();
      }
      tokens.add(token(matcher));
      end = matcher.end();
    }
    return Optional.of(new ExpressionCursor(tokens));
  }

  private static boolean isComment(String token) {
    return token.startsWith("--") || token.startsWith("/*");
  }

  private static Token token(Matcher matcher) {
    Kind kind =
        matcher.group("text") != null
            ? Kind.TEXT
            : matcher.group("number") != null
                ? Kind.NUMBER
                : matcher.group("quoted") != null
                    ? Kind.QUOTED
                    : matcher.group("word") != null ? Kind.WORD : Kind.SIGN;
    return new Token(kind, matcher.group());
  }

  private static int[] closes(List<Token> tokens) {
    int[] closes = new int[tokens.size()];
    Arrays.fill(closes, -1);
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < closes.length; i++) {
      if (tokens.get(i).is("(") || tokens.get(i).is("[")) {
        open.push(i);
      } else if ((tokens.get(i).is(")") || tokens.get(i).is("]")) && !open.isEmpty()) {
        closes[open.pop()] = i;
      }
    }
    return closes;
  }

  int size() {
    return tokens.size();
  }

  int at() {
    return at;
  }

  void moveTo(int index) {
    at = index;
  }

  Token token(int index) {
    return tokens.get(index);
  }

  Token peek(int ahead, int end) {
    return at + ahead < end ? tokens.get(at + ahead) : END;
  }

  boolean sees(String word, int end) {
    return peek(0, end).is(word);
  }

  boolean accept(String word, int end) {
    boolean there = sees(word, end);
    at += there ? 1 : 0;
    return there;
  }

  /// The index after a token, or after a bracket with all that is in it.
  int after(int index) {
    return closes[index] < 0 ? index + 1 : closes[index] + 1;
  }

  /// The index of what closes the bracket that comes next; empty where nothing does.
  Optional<Integer> close(int end) {
    return at < end && closes[at] >= 0 && closes[at] < end
        ? Optional.of(closes[at])
        : Optional.empty();
  }

  /// Steps over a bracket; false where none is closed.
  boolean bracket(int end) {
    Optional<Integer> close = close(end);
    close.ifPresent(index -> at = index + 1);
    return close.isPresent();
  }

  /// The last part of a name.
  Optional<String> name(int end) {
    Optional<String> name;
    do {
      if (!peek(0, end).isName()) {
        return Optional.empty();
      }
      name = Optional.of(tokens.get(at++).name());
    } while (accept(".", end));
    return name;
  }
}
