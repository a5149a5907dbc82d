package dev.retort.repair;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/// git's binary patch: the whole content of both sides, deflated and spelled in git's base 85. The
/// old side lets `git apply --reverse` work.
final class BinaryPatch {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";
  private static final int BYTES_A_LINE = 52;

  private BinaryPatch() {}

  static void append(byte[] before, byte[] after, StringBuilder patch) {
    patch.append("GIT binary patch\n");
    literal(after, patch);
    literal(before, patch);
  }

  private static void literal(byte[] content, StringBuilder patch) {
    patch.append("literal ").append(content.length).append('\n');
    byte[] packed = deflate(content);
    for (int from = 0; from < packed.length; from += BYTES_A_LINE) {
      int count = Math.min(BYTES_A_LINE, packed.length - from);
      patch.append((char) (count <= 26 ? 'A' + count - 1 : 'a' + count - 27));
      for (int at = 0; at < count; at += 4) {
        long word = 0;
        for (int i = 0; i < 4; i++) {
          word = word << 8 | (at + i < count ? packed[from + at + i] & 0xff : 0);
        }
        char[] digits = new char[5];
        for (int i = 4; i >= 0; i--) {
          digits[i] = DIGITS.charAt((int) (word % 85));
          word /= 85;
        }
        patch.append(digits);
      }
      patch.append('\n');
    }
    patch.append('\n');
  }

  private static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      deflater.setInput(content);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
