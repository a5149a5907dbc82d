package dev.retort.forge.github;

import java.security.PrivateKey;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The App's private key as it is now: a new one counts from the next signature on, and one that
/// cannot be read leaves the old one in force.
final class AppKey {
  private static final Logger LOG = LoggerFactory.getLogger(AppKey.class);

  private final Supplier<String> pem;
  private volatile Read read;

  /// Not a record: what is held must not show up in a log.
  private static final class Read {
    private final String pem;
    private final PrivateKey key;

    Read(String pem) {
      this.pem = pem;
      this.key = PrivateKeyPem.read(pem);
    }
  }

  /// @throws IllegalArgumentException where the first one is no key
  AppKey(Supplier<String> pem) {
    this.pem = pem;
    this.read = new Read(pem.get());
  }

  PrivateKey current() {
    String now = pem.get();
    if (!now.equals(read.pem)) {
      try {
        read = new Read(now);
        LOG.info("The App's private key was replaced");
      } catch (IllegalArgumentException e) {
        LOG.warn("The App's new private key can't be used, the old one holds: {}", e.getMessage());
      }
    }
    return read.key;
  }
}
