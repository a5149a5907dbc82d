package dev.retort.alembic;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An ASCII word that is looked for in bytes as they are: thousands of files are asked for a few
/// words before any of them is read. After Horspool: what stands where the word would end says how
/// far it may be moved on, which is mostly its whole length.
public final class Needle {
  private static final int BYTES = 256;

  private final byte[] word;

  /// How far the word may be moved on, by what stands under its last letter.
  private final int[] moves = new int[BYTES];

  private Needle(byte[] word) {
    this.word = word;
    Arrays.fill(moves, word.length);
    for (int i = 0; i < word.length - 1; i++) {
      moves[word[i] & 0xFF] = word.length - 1 - i;
    }
  }

  /// @param word of ASCII, not empty
  public static Needle of(String word) {
    return new Needle(word.getBytes(StandardCharsets.US_ASCII));
  }

  public boolean isIn(byte[] content) {
    return next(content, 0) >= 0;
  }

  /// Where the word begins next.
  ///
  /// @param from where it may begin at the earliest, from 0 to the content's length
  /// @return -1 where it does not occur any more
  public int next(byte[] content, int from) {
    int last = word.length - 1;
    for (int at = from; at + last < content.length; at += moves[content[at + last] & 0xFF]) {
      if (content[at + last] == word[last]
          && Arrays.equals(content, at, at + last, word, 0, last)) {
        return at;
      }
    }
    return -1;
  }
}
