package dev.retort.python;

/// What can be said of string literals at a glance.
final class PlainStrings {
  private PlainStrings() {}

  static boolean isOctets(Tokens tokens, int index) {
    return prefixed(tokens, index, 'b');
  }

  /// Whether the literal has no fields, or only fields that are dotted names.
  ///
  /// @param loaded whether it is evaluated when the module is loaded: then it may have none
  static boolean isPlain(Tokens tokens, int index, boolean loaded) {
    if (prefixed(tokens, index, 't')) {
      return false;
    }
    if (!prefixed(tokens, index, 'f')) {
      return true;
    }
    byte[] s = tokens.bytes;
    int end = tokens.end(index);
    for (int i = tokens.start(index); i < end; i++) {
      if (s[i] == '\\') {
        return false;
      }
      if (s[i] == '{' || s[i] == '}') {
        if (i + 1 < end && s[i + 1] == s[i]) {
          i++;
        } else if (s[i] == '}' || loaded) {
          return false;
        } else {
          i = field(s, i + 1, end);
          if (i < 0) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /// The position of the `}` after a dotted name, or -1.
  private static int field(byte[] s, int from, int end) {
    int at = from;
    boolean start = true;
    int word = at;
    while (at < end) {
      int c = s[at];
      if (c == '}' || c == '.') {
        if (start
            || Keywords.is(
                new String(s, word, at - word, java.nio.charset.StandardCharsets.US_ASCII))) {
          return -1;
        }
        if (c == '}') {
          return at;
        }
        start = true;
        word = at + 1;
      } else if (c > 0 && (Lexer.isNameByte(c) || (!start && Lexer.isDigit(c)))) {
        start = false;
      } else {
        return -1;
      }
      at++;
    }
    return -1;
  }

  private static boolean prefixed(Tokens tokens, int index, char letter) {
    for (int i = tokens.start(index); ; i++) {
      int c = tokens.bytes[i];
      if (c == '"' || c == '\'') {
        return false;
      }
      if (Character.toLowerCase(c) == letter) {
        return true;
      }
    }
  }
}
