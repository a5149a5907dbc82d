package dev.retort.python;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/// Cuts source text into tokens as strictly as CPython's tokenizer does: indentation, brackets,
/// string ends, characters and numbers. The grammar is somebody else's part.
final class Lexer {
  /// CPython's own limits.
  private static final int MOST_BRACKETS = 200;

  private static final int MOST_INDENTS = 100;
  private static final int MOST_DIGITS = 4300;
  private static final int TAB = 8;

  private final byte[] s;
  private final BitSet malformed;
  private final Tokens tokens;
  private final byte[] brackets = new byte[MOST_BRACKETS + 1];
  private final int[] bracketStarts = new int[MOST_BRACKETS + 1];
  private int depth;
  private final int[] indents = new int[MOST_INDENTS + 1];
  private final int[] altIndents = new int[MOST_INDENTS + 1];
  private int indent;
  private int at;

  private Lexer(SourceText source, Tokens tokens) {
    this.s = source.bytes;
    this.malformed = source.malformed;
    this.tokens = tokens;
  }

  /// @throws FaultException where CPython's tokenizer refuses the text
  static Tokens tokens(SourceText source) throws FaultException {
    Lexer lexer = new Lexer(source, new Tokens(source.bytes));
    lexer.run();
    return lexer.tokens;
  }

  /// The tokens of a field's expression in a formatted string; the last, `END`, stands where the
  /// expression ends, be that the end of the field or the `!` of a conversion.
  static Tokens field(SourceText source, Tokens whole, int from, int end) throws FaultException {
    Lexer lexer = new Lexer(source, new Tokens(whole));
    lexer.at = from;
    lexer.brackets[0] = '{';
    lexer.bracketStarts[0] = from;
    lexer.depth = 1;
    lexer.fieldTokens(end);
    return lexer.tokens;
  }

  private void fieldTokens(int end) throws FaultException {
    while (true) {
      skipBlanks();
      if (at >= end) {
        break;
      }
      byte c = s[at];
      if (newlineAt(at) > 0) {
        at += newlineAt(at);
      } else if (c == '#') {
        comment();
      } else if (c == '!' && s[at + 1] != '=') {
        break;
      } else {
        token();
      }
    }
    if (at > end || depth != 1) {
      throw fault(at, "a field of a formatted string is not complete");
    }
    tokens.add(Tokens.Kind.END, at, at);
  }

  private void run() throws FaultException {
    boolean lineStart = true;
    while (true) {
      if (lineStart && depth == 0) {
        if (!indentation()) {
          break;
        }
        lineStart = false;
      }
      skipBlanks();
      if (at >= s.length) {
        break;
      }
      byte c = s[at];
      if (c == '#') {
        comment();
      } else if (c == '\n' || c == '\r') {
        int start = at;
        at += c == '\r' ? 2 : 1;
        if (depth == 0) {
          tokens.add(Tokens.Kind.NEWLINE, start, at);
          lineStart = true;
        }
      } else {
        token();
      }
    }
    if (depth > 0) {
      throw fault(
          bracketStarts[depth - 1], "`%c` is never closed".formatted((char) brackets[depth - 1]));
    }
    if (!lineStart) {
      tokens.add(Tokens.Kind.NEWLINE, at, at);
    }
    if (tokens.size() > 1 && tokens.is(tokens.size() - 2, ":")) {
      throw fault(at, "an indented block is missing");
    }
    for (; indent > 0; indent--) {
      tokens.add(Tokens.Kind.DEDENT, at, at);
    }
    tokens.add(Tokens.Kind.END, at, at);
    for (int i = malformed.nextSetBit(0); i >= 0; i = malformed.nextSetBit(i + 1)) {
      throw new FaultException(new Fault.Encoding(tokens.line(i), new Fault.Undecodable.NotUtf8()));
    }
  }

  /// Reads blank lines and the indentation of the next one that is not; false at the end.
  private boolean indentation() throws FaultException {
    while (true) {
      int column = 0;
      int altColumn = 0;
      int start = at;
      for (; at < s.length; at++) {
        byte c = s[at];
        if (c == ' ') {
          column++;
          altColumn++;
        } else if (c == '\t') {
          column = (column / TAB + 1) * TAB;
          altColumn++;
        } else if (c == '\f') {
          column = 0;
          altColumn = 0;
        } else if (c == '\\' && at + 1 < s.length && newlineAt(at + 1) > 0) {
          at += newlineAt(at + 1);
          if (at + 1 >= s.length) {
            throw fault(at, "the file ends after a backslash");
          }
        } else {
          break;
        }
      }
      if (at < s.length && s[at] == '#') {
        comment();
      }
      if (at >= s.length) {
        return false;
      }
      if (newlineAt(at) > 0) {
        at += newlineAt(at);
        continue;
      }
      dent(column, altColumn, start);
      return true;
    }
  }

  private void dent(int column, int altColumn, int start) throws FaultException {
    int last = tokens.size() - 2;
    boolean opened = last >= 0 && tokens.is(last, ":");
    if (opened != column > indents[indent]) {
      throw fault(at, opened ? "an indented block is missing" : "the indentation is unexpected");
    }
    if (column == indents[indent]) {
      if (altColumn != altIndents[indent]) {
        throw tabs();
      }
      return;
    }
    if (column > indents[indent]) {
      if (indent + 1 >= MOST_INDENTS) {
        throw fault(at, "too many levels of indentation");
      }
      if (altColumn <= altIndents[indent]) {
        throw tabs();
      }
      indent++;
      indents[indent] = column;
      altIndents[indent] = altColumn;
      tokens.add(Tokens.Kind.INDENT, start, at);
      return;
    }
    while (indent > 0 && column < indents[indent]) {
      indent--;
      tokens.add(Tokens.Kind.DEDENT, at, at);
    }
    if (column != indents[indent]) {
      throw fault(at, "the indentation matches no outer level");
    }
    if (altColumn != altIndents[indent]) {
      throw tabs();
    }
  }

  private FaultException tabs() {
    return fault(at, "tabs and spaces are mixed inconsistently in the indentation");
  }

  private void skipBlanks() throws FaultException {
    while (at < s.length) {
      byte c = s[at];
      if (c == ' ' || c == '\t' || c == '\f') {
        at++;
      } else if (c == '\\') {
        int newline = newlineAt(at + 1);
        if (newline == 0) {
          throw fault(at, "a backslash stands before something else than a line end");
        }
        at += 1 + newline;
        if (at >= s.length) {
          throw fault(at, "the file ends after a backslash");
        }
      } else {
        return;
      }
    }
  }

  /// The length of the line end at a position, 0 where there is none.
  private int newlineAt(int position) {
    if (position >= s.length) {
      return 0;
    }
    if (s[position] == '\n') {
      return 1;
    }
    return s[position] == '\r' && position + 1 < s.length && s[position + 1] == '\n' ? 2 : 0;
  }

  private void comment() {
    int start = at;
    while (at < s.length && newlineAt(at) == 0) {
      at++;
    }
    malformed.clear(start, at);
  }

  private void token() throws FaultException {
    int start = at;
    int c = s[at];
    if (isDigit(c) || (c == '.' && at + 1 < s.length && isDigit(s[at + 1]))) {
      at = new NumberScanner(s, tokens).end(start, MOST_DIGITS);
      tokens.add(Tokens.Kind.NUMBER, start, at);
      return;
    }
    if (c == '"' || c == '\'') {
      string(start, start);
      return;
    }
    if (isNameByte(c)) {
      boolean ascii = true;
      while (at < s.length && (isNameByte(s[at]) || isDigit(s[at]))) {
        ascii &= s[at] >= 0;
        at++;
      }
      if (ascii && at - start <= 2 && at < s.length && (s[at] == '"' || s[at] == '\'')) {
        if (StringScanner.isPrefix(s, start, at)) {
          string(start, at);
          return;
        }
      }
      if (!ascii) {
        checkName(start, at);
      }
      tokens.add(Tokens.Kind.NAME, start, at);
      return;
    }
    operator(start, (char) c);
  }

  private void string(int start, int quote) throws FaultException {
    at = new StringScanner(s, tokens).end(start, quote);
    tokens.add(Tokens.Kind.STRING, start, at);
  }

  private void operator(int start, char c) throws FaultException {
    switch (c) {
      case '(', '[', '{' -> {
        if (depth >= MOST_BRACKETS) {
          throw FaultException.tooComplex(tokens.line(at), Fault.Excess.Plain.BRACKETS);
        }
        brackets[depth] = (byte) c;
        bracketStarts[depth++] = at++;
      }
      case ')', ']', '}' -> {
        if (depth == 0) {
          throw fault(at, "`%c` closes nothing".formatted(c));
        }
        byte open = brackets[--depth];
        if (c != (open == '(' ? ')' : open == '[' ? ']' : '}')) {
          throw fault(at, "`%c` does not match `%c`".formatted(c, (char) open));
        }
        at++;
      }
      default -> {
        int length = operatorLength(c);
        if (length == 0) {
          throw character(at);
        }
        at += length;
      }
    }
    tokens.add(Tokens.Kind.OPERATOR, start, at);
  }

  /// The length of the operator here that begins with a sign, 0 where there is none.
  private int operatorLength(char c) {
    int next = at + 1 < s.length ? s[at + 1] : 0;
    int third = at + 2 < s.length ? s[at + 2] : 0;
    return switch (c) {
      case '*', '/', '<', '>' -> next == c ? third == '=' ? 3 : 2 : next == '=' ? 2 : 1;
      case '+', '%', '&', '|', '^', '@', '=', ':' -> next == '=' ? 2 : 1;
      case '-' -> next == '=' || next == '>' ? 2 : 1;
      case '!' -> next == '=' ? 2 : 0;
      case '.' -> next == '.' && third == '.' ? 3 : 1;
      case ',', ';', '~' -> 1;
      default -> 0;
    };
  }

  private void checkName(int start, int end) throws FaultException {
    if (malformed.nextSetBit(start) >= 0 && malformed.nextSetBit(start) < end) {
      return;
    }
    String name = new String(s, start, end - start, StandardCharsets.UTF_8);
    boolean fine = isIdentifier(name) && isIdentifier(Identifiers.normal(name));
    if (!fine) {
      throw character(start);
    }
  }

  private static boolean isIdentifier(String name) {
    int first = name.codePointAt(0);
    boolean fine = first == '_' || Character.isUnicodeIdentifierStart(first);
    for (int i = 0; i < name.length() && fine; i += Character.charCount(name.codePointAt(i))) {
      int point = name.codePointAt(i);
      fine = Character.isUnicodeIdentifierPart(point) && !Character.isIdentifierIgnorable(point);
    }
    return fine;
  }

  private FaultException character(int position) {
    String rest =
        new String(s, position, Math.min(s.length - position, 64), StandardCharsets.UTF_8);
    int point = rest.codePointAt(0);
    for (int i = 0; i < rest.length(); i += Character.charCount(rest.codePointAt(i))) {
      int candidate = rest.codePointAt(i);
      if (candidate < 0x80 && i > 0) {
        break;
      }
      if (!Character.isUnicodeIdentifierPart(candidate)
          || Character.isIdentifierIgnorable(candidate)) {
        point = candidate;
        break;
      }
    }
    return fault(position, "the character U+%04X has no place in Python".formatted(point));
  }

  private FaultException fault(int position, String message) {
    return FaultException.syntax(tokens.line(position), message);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isNameByte(int c) {
    return c < 0 || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
