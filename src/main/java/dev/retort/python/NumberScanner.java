package dev.retort.python;

/// Finds the end of a number.
final class NumberScanner {
  private final byte[] s;
  private final Tokens tokens;

  NumberScanner(byte[] s, Tokens tokens) {
    this.s = s;
    this.tokens = tokens;
  }

  /// The position after the number that starts here.
  int end(int start, int mostDigits) throws FaultException {
    int at = start;
    int second = start + 1 < s.length ? Character.toLowerCase(s[start + 1]) : 0;
    if (s[start] == '0' && (second == 'x' || second == 'o' || second == 'b')) {
      int radix = second == 'x' ? 16 : second == 'o' ? 8 : 2;
      at = digits(start + 2, radix, true);
      if (at == start + 2) {
        throw invalid(start);
      }
      return ended(start, at);
    }
    boolean real = false;
    at = digits(start, 10, false);
    int whole = at - start;
    if (at < s.length && s[at] == '.') {
      real = true;
      at = digits(at + 1, 10, false);
    }
    if (at < s.length && (s[at] == 'e' || s[at] == 'E')) {
      int sign = at + 1 < s.length && (s[at + 1] == '+' || s[at + 1] == '-') ? 1 : 0;
      int exponent = at + 1 + sign;
      if (exponent < s.length && Lexer.isDigit(s[exponent])) {
        real = true;
        at = digits(exponent, 10, false);
      }
    }
    if (at < s.length && (s[at] == 'j' || s[at] == 'J')) {
      return ended(start, at + 1);
    }
    if (!real) {
      if (whole > mostDigits) {
        throw FaultException.tooComplex(tokens.line(start), Fault.Excess.Plain.DIGITS);
      }
      if (s[start] == '0' && !zeros(start, at)) {
        throw FaultException.syntax(tokens.line(start), "a decimal number starts with 0");
      }
    }
    return ended(start, at);
  }

  private int digits(int from, int radix, boolean underscoreFirst) throws FaultException {
    int at = from;
    boolean digit = underscoreFirst;
    while (at < s.length) {
      if (s[at] >= 0 && Character.digit(s[at], radix) >= 0) {
        digit = true;
      } else if (s[at] == '_' && digit) {
        digit = false;
      } else {
        break;
      }
      at++;
    }
    if (at > from && !digit) {
      throw invalid(from);
    }
    return at;
  }

  private boolean zeros(int start, int end) {
    for (int i = start; i < end; i++) {
      if (s[i] != '0' && s[i] != '_') {
        return false;
      }
    }
    return true;
  }

  /// A number may run into one of a few keywords (`1if x else 2`), and into nothing else.
  private int ended(int start, int at) throws FaultException {
    if (at < s.length && (Lexer.isNameByte(s[at]) || Lexer.isDigit(s[at]))) {
      int end = at;
      while (end < s.length && (Lexer.isNameByte(s[end]) || Lexer.isDigit(s[end]))) {
        end++;
      }
      String word = new String(s, at, end - at, java.nio.charset.StandardCharsets.UTF_8);
      switch (word) {
        case "and", "else", "for", "if", "in", "is", "or", "not" -> {}
        default -> throw invalid(start);
      }
    }
    return at;
  }

  private FaultException invalid(int start) {
    return FaultException.syntax(tokens.line(start), "the number is malformed");
  }
}
