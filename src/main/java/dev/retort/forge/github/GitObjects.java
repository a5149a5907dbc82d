package dev.retort.forge.github;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Names of git objects.
final class GitObjects {
  private GitObjects() {}

  /// The id that git gives to these bytes.
  ///
  /// @param length of ids in this repository: 64 digits where it uses SHA-256, else SHA-1
  static String blobId(byte[] content, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance(length == 64 ? "SHA-256" : "SHA-1");
      digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest.digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1 and SHA-256", e);
    }
  }
}
