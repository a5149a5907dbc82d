package dev.retort.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What GitHub signs webhooks with: one secret, or two while it is rotated, the new one first.
/// Where they lie in a file, a change of the file counts at once.
public final class WebhookSecrets {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookSecrets.class);
  private static final String VARIABLE = "RETORT_WEBHOOK_SECRET";
  private static final String ALGORITHM = "HmacSHA256";

  private final Source source;
  private volatile Read read;

  private WebhookSecrets(Source source, Read read) {
    this.source = source;
    this.read = read;
  }

  /// Secrets that stay as they are.
  ///
  /// @param lines one or two
  /// @throws SettingsException where there are none, or more than two
  public static WebhookSecrets of(String lines) {
    return new WebhookSecrets(new Source.Text(), new Read(keys(lines), FileTime.fromMillis(0)));
  }

  /// Secrets in a file of one or two lines.
  ///
  /// @throws SettingsException where it cannot be read, or holds none or more than two
  public static WebhookSecrets inFile(Path file) {
    return new WebhookSecrets(new Source.File(file), read(file));
  }

  private sealed interface Source {
    record Text() implements Source {}

    record File(Path path) implements Source {}
  }

  /// Not a record: the keys must not show up in a log.
  private static final class Read {
    private final List<SecretKeySpec> keys;
    private final FileTime changed;

    Read(List<SecretKeySpec> keys, FileTime changed) {
      this.keys = keys;
      this.changed = changed;
    }
  }

  private static Read read(Path file) {
    try {
      var changed = Files.getLastModifiedTime(file);
      return new Read(keys(Variables.content(VARIABLE + "_FILE", file)), changed);
    } catch (IOException e) {
      throw new SettingsException(VARIABLE + "_FILE: " + file + " cannot be read.");
    }
  }

  private static List<SecretKeySpec> keys(String lines) {
    var keys =
        lines
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(line -> new SecretKeySpec(line.getBytes(UTF_8), ALGORITHM))
            .toList();
    if (keys.isEmpty()) {
      throw new SettingsException(VARIABLE + " is empty; anybody could then send webhooks.");
    }
    if (keys.size() > 2) {
      throw new SettingsException(
          VARIABLE + " has more than two lines; it may hold the new secret and the old one.");
    }
    return keys;
  }

  /// Whether a body was signed with one of the secrets. Takes the same time whichever bytes differ.
  ///
  /// @param signature 32 bytes
  boolean haveSigned(byte[] body, byte[] signature) {
    var matches = false;
    for (var key : current()) {
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

  private List<SecretKeySpec> current() {
    if (source instanceof Source.File(var file)) {
      try {
        if (!Files.getLastModifiedTime(file).equals(read.changed)) {
          read = read(file);
          LOG.info("The webhook secret was read again from {}", file);
        }
      } catch (IOException | SettingsException e) {
        // Caught in the middle of being written: the old ones hold until it can be read.
        LOG.warn("The webhook secret cannot be read again, the old one holds: {}", e.getMessage());
      }
    }
    return read.keys;
  }
}
