package dev.retort.python;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// A place among the tokens of a file, and what the parts of the parser share: how deep they are,
/// and how high the expression is that was read last.
final class TokenCursor {
  /// Deeper files are refused: beyond some such bound CPython itself gives up.
  static final int MOST_LEVELS = 400;

  final SourceText source;
  final Tokens tokens;

  /// The word or sign of each token; empty for everything else.
  private final String[] words;

  private int at;
  private int depth;

  /// The levels of the expression that was read last.
  int height;

  /// Whether something was read that only some scopes may hold.
  boolean scoped;

  TokenCursor(SourceText source, Tokens tokens, int depth) {
    this.source = source;
    this.tokens = tokens;
    this.depth = depth;
    this.words = new String[tokens.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] =
          switch (tokens.kind(i)) {
            case NAME, OPERATOR -> tokens.text(i);
            default -> "";
          };
    }
  }

  int at() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  int depth() {
    return depth;
  }

  Tokens.Kind kind() {
    return tokens.kind(at);
  }

  String word() {
    return words[at];
  }

  /// The word some tokens ahead.
  String ahead(int distance) {
    return at + distance < words.length ? words[at + distance] : "";
  }

  boolean is(String text) {
    return words[at].equals(text);
  }

  boolean take(String text) {
    if (words[at].equals(text)) {
      at++;
      return true;
    }
    return false;
  }

  boolean take(Tokens.Kind kind) {
    if (tokens.kind(at) == kind) {
      at++;
      return true;
    }
    return false;
  }

  void skip() {
    at++;
  }

  void need(String text) throws FaultException {
    if (!take(text)) {
      throw kind() == Tokens.Kind.NEWLINE || kind() == Tokens.Kind.END
          ? fault("Python cannot parse this: `" + text + "` is missing at the end of the line")
          : unexpected();
    }
  }

  void need(Tokens.Kind kind) throws FaultException {
    if (!take(kind)) {
      throw unexpected();
    }
  }

  /// Takes the comma behind a part of a list, which only the closing sign stands in for.
  void endPart(String close) throws FaultException {
    if (!is(close)) {
      need(",");
    }
  }

  /// Reads a part of a list.
  interface Part<T> {
    T read() throws FaultException;
  }

  /// A first part and those that stand behind commas, while a condition holds behind each comma;
  /// the height is then that of the highest.
  <T> List<T> list(T first, Part<T> part, BooleanSupplier goesOn) throws FaultException {
    List<T> parts = new ArrayList<>();
    parts.add(first);
    int highest = height;
    while (take(",") && goesOn.getAsBoolean()) {
      parts.add(part.read());
      highest = Math.max(highest, height);
    }
    height = highest;
    return parts;
  }

  /// Whether a name, and no keyword, stands here.
  boolean isName() {
    return isName(0);
  }

  boolean isName(int distance) {
    return at + distance < words.length
        && tokens.kind(at + distance) == Tokens.Kind.NAME
        && !Identifiers.isKeyword(words[at + distance]);
  }

  /// Takes a name, as Python compares it.
  String name() throws FaultException {
    if (!isName()) {
      if (kind() == Tokens.Kind.NAME) {
        throw fault("`" + word() + "` cannot be a name");
      }
      throw unexpected();
    }
    return Identifiers.normal(words[at++]);
  }

  /// First byte of the token here, in the file as stored.
  int start() {
    return source.origin(tokens.start(at));
  }

  /// The byte after the token before this one, in the file as stored.
  int end() {
    return source.origin(tokens.end(at - 1));
  }

  /// The byte after the last token before this one that is more than layout.
  int blockEnd() {
    int last = at - 1;
    while (tokens.kind(last) == Tokens.Kind.NEWLINE || tokens.kind(last) == Tokens.Kind.DEDENT) {
      last--;
    }
    return source.origin(tokens.end(last));
  }

  /// Goes a level down.
  void deepen() throws FaultException {
    if (++depth > MOST_LEVELS) {
      throw tooComplex();
    }
  }

  void rise() {
    depth--;
  }

  /// Notes that the expression read last stands above this one and another of a height.
  void raise(int other) throws FaultException {
    height = Math.max(height, other) + 1;
    if (height > MOST_LEVELS) {
      throw tooComplex();
    }
  }

  private FaultException tooComplex() {
    return FaultException.tooComplex(line(), Fault.Excess.Plain.NESTING);
  }

  int line() {
    return tokens.line(tokens.start(at));
  }

  FaultException fault(String message) {
    return FaultException.syntax(line(), message);
  }

  /// The fault that the token here has no place here.
  FaultException unexpected() {
    boolean operand =
        switch (kind()) {
          case STRING, NUMBER, NAME -> true;
          default -> false;
        };
    String before = at > 0 ? words[at - 1] : "";
    if ((operand && (before.equals("print") || before.equals("exec")))
        || (is(">") && before.equals("<") && tokens.end(at - 1) == tokens.start(at))) {
      return fault("this is the syntax of Python 2");
    }
    return fault(
        "Python cannot parse this: "
            + switch (kind()) {
              case NEWLINE, END -> "the statement is not complete at the end of its line";
              case INDENT -> "the indentation is unexpected";
              case DEDENT -> "a block ends too early";
              case STRING -> "a string has no place here";
              case NUMBER, NAME, OPERATOR -> "`" + shown() + "` has no place here";
            });
  }

  private String shown() {
    String text = source.text(tokens.start(at), tokens.end(at));
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
