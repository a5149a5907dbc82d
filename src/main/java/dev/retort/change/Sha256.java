package dev.retort.change;

import dev.retort.python.Digest;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// What a thing is recognised by, without holding it: the digest SHA-256.
public final class Sha256 {
  private static final int BYTES = 32;

  private Sha256() {}

  public static byte[] of(byte[] content) {
    return Digest.SHA_256.fresh().digest(content);
  }

  public static byte[] of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /// The whole digest in hexadecimal digits.
  public static String hex(String text) {
    return hex(text, BYTES);
  }

  /// The beginning of the digest in hexadecimal digits.
  ///
  /// @param bytes of it, each two digits
  public static String hex(String text, int bytes) {
    return HexFormat.of().formatHex(of(text), 0, bytes);
  }
}
