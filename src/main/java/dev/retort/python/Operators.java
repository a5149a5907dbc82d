package dev.retort.python;

/// The operators and delimiters other than brackets.
final class Operators {
  private Operators() {}

  /// The length of the operator at a position, 0 where there is none.
  static int length(byte[] s, int at) {
    int c = s[at];
    int next = at + 1 < s.length ? s[at + 1] : 0;
    int third = at + 2 < s.length ? s[at + 2] : 0;
    return switch (c) {
      case '*', '/', '<', '>' -> {
        if (next == c) {
          yield third == '=' ? 3 : 2;
        }
        yield next == '=' ? 2 : 1;
      }
      case '+', '%', '&', '|', '^', '@', '=', ':' -> next == '=' ? 2 : 1;
      case '-' -> next == '=' || next == '>' ? 2 : 1;
      case '!' -> next == '=' ? 2 : 0;
      case '.' -> next == '.' && third == '.' ? 3 : 1;
      case ',', ';', '~' -> 1;
      default -> 0;
    };
  }
}
