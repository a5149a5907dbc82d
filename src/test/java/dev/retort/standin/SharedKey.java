package dev.retort.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;

/// Two key pairs for all tests of all processes of a build: without the optimising compiler making
/// one takes seconds.
public final class SharedKey {
  private static final Path FOLDER = Path.of("target", "test-keys");

  private SharedKey() {}

  /// 2,048 bits of RSA, as GitHub makes them.
  public static KeyPair pair() {
    return pair(FOLDER.resolve("known.der"));
  }

  /// As long, and of nobody's.
  static KeyPair another() {
    return pair(FOLDER.resolve("another.der"));
  }

  private static KeyPair pair(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      KeyFactory factory = KeyFactory.getInstance("RSA");
      PrivateKey key = factory.generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(file)));
      RSAPrivateCrtKey parts = (RSAPrivateCrtKey) key;
      return new KeyPair(
          factory.generatePublic(
              new RSAPublicKeySpec(parts.getModulus(), parts.getPublicExponent())),
          key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Of two that come at once each may have its own; a file that is there is a whole key.
  private static void make(Path file) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
    Files.createDirectories(FOLDER);
    Path made = Files.createTempFile(FOLDER, "key", "");
    Files.write(made, key);
    Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
