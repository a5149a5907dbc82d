package dev.retort.python;

import java.nio.charset.StandardCharsets;

/// The text of names and signs, without a new string for each place where one stands: migration
/// files use few words, and these over and over.
///
/// The table is shared between threads without a lock. A string is immutable, so a thread that sees
/// another's entry sees it whole, and one that does not makes its own.
final class SharedWords {
  /// A power of two; later words take the place of earlier ones.
  private static final int SLOTS = 1 << 12;

  private static final int LONGEST = 40;

  private static final String[] SEEN = new String[SLOTS];

  private SharedWords() {}

  static String of(byte[] bytes, int start, int end) {
    if (end - start > LONGEST) {
      return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ (hash >>> 12)) & (SLOTS - 1);
    String seen = SEEN[slot];
    if (seen != null && isSame(seen, bytes, start, end)) {
      return seen;
    }
    String word = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    SEEN[slot] = word;
    return word;
  }

  /// Never so for a text beyond ASCII, whose bytes are negative.
  private static boolean isSame(String word, byte[] bytes, int start, int end) {
    if (word.length() != end - start) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (word.charAt(i - start) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
