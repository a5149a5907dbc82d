package dev.retort.python;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The digests that contents are known by: git's, and this program's own.
public final class Digest {
  public static final Digest SHA_1 = new Digest("SHA-1");
  public static final Digest SHA_256 = new Digest("SHA-256");

  private final MessageDigest unused;

  private Digest(String algorithm) {
    try {
      unused = MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  /// One that has seen nothing. A copy: to look one up for each of a thousand files costs more than
  /// the files do.
  public MessageDigest fresh() {
    try {
      return (MessageDigest) unused.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Java's own digests can be copied", e);
    }
  }
}
