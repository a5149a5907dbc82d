package dev.retort.python;

/// What stands before the first quote of a string literal.
///
/// @param quote position of that quote
/// @param formatted whether it holds fields, as `f` says
/// @param template whether it holds fields, as `t` says
record StringPrefix(int quote, boolean raw, boolean octets, boolean formatted, boolean template) {
  /// @param start of the literal
  static StringPrefix of(byte[] s, int start) {
    boolean raw = false;
    boolean octets = false;
    boolean formatted = false;
    boolean template = false;
    int at = start;
    for (; s[at] != '"' && s[at] != '\''; at++) {
      int letter = Character.toLowerCase(s[at]);
      raw |= letter == 'r';
      octets |= letter == 'b';
      formatted |= letter == 'f';
      template |= letter == 't';
    }
    return new StringPrefix(at, raw, octets, formatted, template);
  }

  boolean hasFields() {
    return formatted || template;
  }

  /// How many quotes stand on either side.
  ///
  /// @param end of the literal
  int width(byte[] s, int end) {
    return end - quote >= 6 && s[quote + 1] == s[quote] && s[quote + 2] == s[quote] ? 3 : 1;
  }
}
