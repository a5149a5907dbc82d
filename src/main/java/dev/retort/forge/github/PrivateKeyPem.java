package dev.retort.forge.github;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/// The reader of an App's private key: PKCS#1 (`BEGIN RSA PRIVATE KEY`), as GitHub hands it out, or
/// PKCS#8 (`BEGIN PRIVATE KEY`). Messages never quote the key.
final class PrivateKeyPem {
  /// AlgorithmIdentifier of rsaEncryption with its NULL parameter (RFC 8017, appendix A.1).
  private static final byte[] RSA = {
    0x30,
    0x0d,
    0x06,
    0x09,
    0x2a,
    (byte) 0x86,
    0x48,
    (byte) 0x86,
    (byte) 0xf7,
    0x0d,
    0x01,
    0x01,
    0x01,
    0x05,
    0x00
  };

  private PrivateKeyPem() {}

  /// @throws IllegalArgumentException where it is no RSA key in one of the two forms
  static PrivateKey read(String pem) {
    // Environment variables often carry the line ends as two characters.
    String text = pem.replace("\\n", "\n").strip();
    byte[] pkcs8;
    if (text.startsWith("-----BEGIN RSA PRIVATE KEY-----")) {
      pkcs8 = wrap(body(text, "RSA PRIVATE KEY"));
    } else if (text.startsWith("-----BEGIN PRIVATE KEY-----")) {
      pkcs8 = body(text, "PRIVATE KEY");
    } else {
      throw new IllegalArgumentException(
          "the App's private key is no PEM file that begins with `-----BEGIN RSA PRIVATE KEY-----`"
              + " or `-----BEGIN PRIVATE KEY-----`");
    }
    try {
      return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the App's private key is no RSA key", e);
    }
  }

  private static byte[] body(String text, String label) {
    String begin = "-----BEGIN " + label + "-----";
    int end = text.indexOf("-----END " + label + "-----");
    if (end < 0) {
      throw new IllegalArgumentException("the App's private key is cut off before its end");
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(begin.length(), end));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the App's private key is not Base64 inside", e);
    }
  }

  /// PKCS#8 is version, algorithm and the PKCS#1 key as an octet string.
  private static byte[] wrap(byte[] pkcs1) {
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    inner.writeBytes(new byte[] {0x02, 0x01, 0x00});
    inner.writeBytes(RSA);
    inner.writeBytes(tagged(0x04, pkcs1));
    return tagged(0x30, inner.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(tag);
    int length = content.length;
    if (length < 0x80) {
      der.write(length);
    } else {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      der.write(0x80 | bytes);
      for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
        der.write(length >>> shift);
      }
    }
    der.writeBytes(content);
    return der.toByteArray();
  }
}
