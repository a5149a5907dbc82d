package dev.retort.python;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/// The text of a function: equal for two exactly when their words are, comments, blank lines and
/// blanks between words aside. Written down it is a digest, of which nothing is worked out before
/// somebody asks: most readers of a file never do.
public final class FunctionText {
  /// Every function that does nothing: `pass`, `...`, a docstring, a `return`.
  public static final FunctionText IDLE = new FunctionText(new byte[0], "idle");

  /// A longer text is not held for a question that may never come.
  private static final int HELD = 65_536;

  private byte[] words;
  private String digest;

  private FunctionText(byte[] words, String digest) {
    this.words = words;
    this.digest = digest;
  }

  /// @param words each with its kind before it and a zero behind
  static FunctionText of(byte[] words) {
    FunctionText text = new FunctionText(words, "");
    if (words.length > HELD) {
      text.compact();
    }
    return text;
  }

  /// Lets go of all but the digest, for whoever keeps it long.
  public synchronized void compact() {
    if (digest.isEmpty()) {
      MessageDigest made = Digest.SHA_256.fresh();
      made.update(words);
      digest = HexFormat.of().formatHex(made.digest(), 0, 16);
    }
    words = new byte[0];
  }

  private synchronized byte[] words() {
    return words;
  }

  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    // Nothing else does nothing.
    if (!(other instanceof FunctionText that) || this == IDLE || that == IDLE) {
      return false;
    }
    byte[] mine = words();
    byte[] theirs = that.words();
    boolean whole = mine.length > 0 && theirs.length > 0;
    return whole ? Arrays.equals(mine, theirs) : toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public synchronized String toString() {
    compact();
    return digest;
  }
}
