package dev.retort.forge.github;

import java.util.Locale;

/// Texts within GitHub's limits.
final class Length {
  private Length() {}

  /// @param most UTF-16 units, never fewer than what GitHub counts
  /// @return the text itself, or its beginning with a note of how much is missing
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    // Room for the longest note is taken first; the count inside depends on where the cut falls.
    int keep = Math.max(0, most - note(text.length()).length());
    if (keep > 0 && Character.isHighSurrogate(text.charAt(keep - 1))) {
      keep--;
    }
    String cut = text.substring(0, keep) + note(text.length() - keep);
    return cut.length() <= most ? cut : cut.substring(0, most);
  }

  private static String note(int missing) {
    return String.format(Locale.ROOT, "… (%,d more characters)", missing);
  }
}
