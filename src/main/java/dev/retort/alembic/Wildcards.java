package dev.retort.alembic;

/// Text matched against a pattern: `*` for any characters but `/`, `**` for any at all, and `?` for
/// one that is no `/`.
///
/// Matching takes time in proportion to the product of both lengths, whatever the pattern.
public final class Wildcards {
  private Wildcards() {}

  public static boolean matches(String pattern, String text) {
    // reached[j]: what is read of the pattern so far matches the first j characters.
    boolean[] reached = new boolean[text.length() + 1];
    reached[0] = true;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      boolean[] next = new boolean[text.length() + 1];
      if (c == '*') {
        boolean anything = i + 1 < pattern.length() && pattern.charAt(i + 1) == '*';
        if (anything) {
          i++;
        }
        next[0] = reached[0];
        for (int j = 1; j <= text.length(); j++) {
          next[j] = reached[j] || (next[j - 1] && (anything || text.charAt(j - 1) != '/'));
        }
      } else {
        for (int j = 1; j <= text.length(); j++) {
          char at = text.charAt(j - 1);
          next[j] = reached[j - 1] && (c == '?' ? at != '/' : c == at);
        }
      }
      reached = next;
    }
    return reached[text.length()];
  }
}
