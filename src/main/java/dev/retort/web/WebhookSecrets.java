package dev.retort.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What GitHub signs webhooks with: one secret, or two while it is rotated, the new one first.
/// Where they lie in a file, a change of the file counts at once.
public final class WebhookSecrets {
  private static final String VARIABLE = "RETORT_WEBHOOK_SECRET";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SHORTEST = 16;

  private final Supplier<List<SecretKeySpec>> keys;

  private WebhookSecrets(Supplier<List<SecretKeySpec>> keys) {
    this.keys = keys;
  }

  /// Secrets that stay as they are.
  ///
  /// @param lines one or two
  /// @throws SettingsException where there are none, more than two, or one is too short
  public static WebhookSecrets of(String lines) {
    var keys = keys(lines);
    return new WebhookSecrets(() -> keys);
  }

  /// Secrets in a file of one or two lines.
  ///
  /// @throws SettingsException where it cannot be read, or its lines would be refused by [#of]
  public static WebhookSecrets inFile(Path file) {
    return new WebhookSecrets(new LiveFile<>(VARIABLE + "_FILE", file, WebhookSecrets::keys));
  }

  private static List<SecretKeySpec> keys(String lines) {
    var secrets = lines.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (secrets.isEmpty()) {
      throw new SettingsException(VARIABLE + " is empty; anybody could then send webhooks.");
    }
    if (secrets.size() > 2) {
      throw new SettingsException(
          VARIABLE + " has more than two lines; it may hold the new secret and the old one.");
    }
    if (secrets.stream().anyMatch(secret -> secret.length() < SHORTEST)) {
      throw new SettingsException(
          VARIABLE
              + " is shorter than "
              + SHORTEST
              + " characters and could be guessed; make one with `openssl rand -hex 32` and give it"
              + " to the App too.");
    }
    return secrets.stream()
        .map(secret -> new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM))
        .toList();
  }

  /// Whether a body was signed with one of the secrets. Takes the same time whichever bytes differ.
  ///
  /// @param signature 32 bytes
  boolean haveSigned(byte[] body, byte[] signature) {
    var matches = false;
    for (var key : keys.get()) {
      matches |= MessageDigest.isEqual(sign(key, body), signature);
    }
    return matches;
  }

  private static byte[] sign(SecretKeySpec key, byte[] body) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(body);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("Every Java has " + ALGORITHM, e);
    }
  }
}
