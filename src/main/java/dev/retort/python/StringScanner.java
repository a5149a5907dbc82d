package dev.retort.python;

/// Finds the end of a string literal. A formatted string is scanned twice: as Python up to 3.11 did
/// (a string first, its fields afterwards) and as Python since 3.12 does (fields nest freely);
/// where they differ, the file's meaning depends on the version.
final class StringScanner {
  private static final int MOST_FIELDS = 100;

  private final byte[] s;
  private final Tokens tokens;

  StringScanner(byte[] s, Tokens tokens) {
    this.s = s;
    this.tokens = tokens;
  }

  /// Whether the text is a string prefix, in any case.
  static boolean isPrefix(byte[] s, int start, int end) {
    int first = Character.toLowerCase(s[start]);
    if (end - start == 1) {
      return first == 'r' || first == 'u' || first == 'b' || first == 'f' || first == 't';
    }
    int second = Character.toLowerCase(s[start + 1]);
    return (first == 'r' && (second == 'b' || second == 'f' || second == 't'))
        || (second == 'r' && (first == 'b' || first == 'f' || first == 't'));
  }

  /// The position after the literal.
  ///
  /// @param start of its prefix
  /// @param quote of its first quote
  int end(int start, int quote) throws FaultException {
    StringPrefix prefix = StringPrefix.of(s, start);
    if (prefix.template()) {
      depends(start);
    }
    if (!prefix.hasFields()) {
      int end = plain(quote, prefix.raw(), prefix.octets());
      if (end < 0) {
        throw unterminated(quote);
      }
      return end;
    }
    int before = plain(quote, prefix.raw(), false);
    int after = nested(quote, prefix.raw(), 0);
    if (before < 0 && after < 0) {
      throw unterminated(quote);
    }
    if (before != after) {
      depends(start);
    }
    return after > 0 ? after : before;
  }

  private void depends(int position) {
    if (tokens.versionDependentLine == 0) {
      tokens.versionDependentLine = tokens.line(position);
    }
  }

  private int quotes(int quote) {
    return quote + 2 < s.length && s[quote + 1] == s[quote] && s[quote + 2] == s[quote] ? 3 : 1;
  }

  /// Scans for the end; -1 where there is none.
  private int plain(int quote, boolean raw, boolean octets) throws FaultException {
    int width = quotes(quote);
    int at = quote + width;
    while (at < s.length) {
      byte c = s[at];
      if (c == '\\') {
        if (!raw) {
          escape(at, octets);
        }
        at += at + 2 < s.length && s[at + 1] == '\r' && s[at + 2] == '\n' ? 3 : 2;
        continue;
      }
      if (c == s[quote] && closes(at, quote, width)) {
        return at + width;
      }
      if (width == 1 && (c == '\n' || c == '\r')) {
        return -1;
      }
      if (octets && c < 0) {
        throw FaultException.syntax(tokens.line(at), "bytes hold a character that is not ASCII");
      }
      at++;
    }
    return -1;
  }

  private boolean closes(int at, int quote, int width) {
    return width == 1 || (at + 2 < s.length && s[at + 1] == s[quote] && s[at + 2] == s[quote]);
  }

  private void escape(int at, boolean octets) throws FaultException {
    int kind = at + 1 < s.length ? s[at + 1] : 0;
    int digits = kind == 'x' ? 2 : octets ? 0 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int c = at + 2 + i < s.length ? s[at + 2 + i] : 0;
      int digit = c < 0 ? -1 : Character.digit(c, 16);
      if (digit < 0) {
        throw FaultException.syntax(tokens.line(at), "an escape in a string is cut short");
      }
      value = value << 4 | digit;
    }
    if (kind == 'U' && !octets && (value < 0 || value > Character.MAX_CODE_POINT)) {
      throw FaultException.syntax(tokens.line(at), "an escape in a string is no Unicode character");
    }
    if (kind == 'N' && !octets && !isNamed(at + 2)) {
      throw FaultException.syntax(tokens.line(at), "an escape in a string is cut short");
    }
  }

  /// Whether a character's name stands here in braces; whether there is such a character is not
  /// looked at.
  private boolean isNamed(int open) {
    int at = open + 1;
    while (at < s.length && (Character.isLetterOrDigit(s[at]) || s[at] == ' ' || s[at] == '-')) {
      at++;
    }
    return at < s.length && s[open] == '{' && at > open + 1 && s[at] == '}';
  }

  /// Scans a formatted string as Python since 3.12 does; -1 where it does not end.
  private int nested(int quote, boolean raw, int level) throws FaultException {
    if (level > MOST_FIELDS) {
      throw FaultException.tooComplex(tokens.line(quote), Fault.Excess.Plain.FORMATTED_STRINGS);
    }
    int width = quotes(quote);
    int at = quote + width;
    int fields = 0;
    // Positive: inside that many format specifications, each of them in an open field.
    while (at < s.length) {
      byte c = s[at];
      if (c == s[quote] && closes(at, quote, width)) {
        return fields == 0 ? at + width : -1;
      }
      if (width == 1 && (c == '\n' || c == '\r')) {
        return -1;
      }
      if (c == '\\') {
        if (!raw && at + 2 < s.length && s[at + 1] == 'N' && s[at + 2] == '{') {
          at += 3;
        } else {
          boolean brace = at + 1 < s.length && (s[at + 1] == '{' || s[at + 1] == '}');
          at += brace ? 1 : 2;
        }
        continue;
      }
      if (c == '{' && fields == 0 && at + 1 < s.length && s[at + 1] == '{') {
        at += 2;
        continue;
      }
      if (c == '{') {
        at = field(at + 1, width == 1, level);
        if (at < 0) {
          return -1;
        }
        if (s[at] == ':') {
          fields++;
          if (fields > MOST_FIELDS) {
            return -1;
          }
        }
        at++;
        continue;
      }
      if (c == '}' && fields > 0) {
        fields--;
      }
      at++;
    }
    return -1;
  }

  /// Scans a field's expression; the position of the `}` or `:` that ends it, or -1.
  int field(int from, boolean oneLine, int level) throws FaultException {
    int depth = 0;
    int at = from;
    while (at < s.length) {
      int c = s[at];
      if (c == '"' || c == '\'') {
        at = inner(from, at, level);
        if (at < 0) {
          return -1;
        }
        continue;
      }
      switch (c) {
        case '(', '[', '{' -> depth++;
        case ')', ']' -> depth--;
        case '}' -> {
          if (depth == 0) {
            return at;
          }
          depth--;
        }
        case ':' -> {
          if (depth == 0) {
            return at;
          }
        }
        case '#', '\\' -> depends(at);
        case '\n' -> {
          if (oneLine) {
            depends(at);
          }
        }
        case '!' -> {
          if (depth == 0 && at + 1 < s.length && s[at + 1] == '=') {
            at++;
          }
        }
        default -> {}
      }
      if (depth < 0) {
        return -1;
      }
      at++;
    }
    return -1;
  }

  /// Scans a string within a field; where it ends, or -1.
  private int inner(int from, int quote, int level) throws FaultException {
    int start = quote;
    while (start > from && Lexer.isNameByte(s[start - 1]) && quote - start < 2) {
      start--;
    }
    boolean prefixed = start < quote && isPrefix(s, start, quote);
    StringPrefix prefix = StringPrefix.of(s, prefixed ? start : quote);
    int end =
        prefix.formatted()
            ? nested(quote, prefix.raw(), level + 1)
            : plain(quote, prefix.raw(), false);
    for (int i = quote; i < end; i++) {
      if (s[i] == '\\') {
        depends(i);
      }
    }
    return end;
  }

  private FaultException unterminated(int quote) {
    return FaultException.syntax(tokens.line(quote), "the string that starts here does not end");
  }
}
