package dev.retort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.retort.standin.RegisteredApp;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NoSecretsInLogsTest {
  @Test
  void a_secret_in_a_message_or_in_a_cause_is_noticed() {
    var log = LoggerFactory.getLogger("planted");
    log.info("nothing to see");
    assertThat(NoSecretsInLogs.FOUND).isEmpty();
    try {
      log.info("token {}", "ghs_" + "a".repeat(20));
      log.warn(
          "failed",
          new IllegalStateException("x", new RuntimeException("-----BEGIN RSA PRIVATE KEY-----")));
      log.info("secret {}", RegisteredApp.retort().webhookSecret());
      assertThat(NoSecretsInLogs.FOUND).hasSize(3);
      NoSecretsInLogs.read("well\nAuthorization: Bearer abc\nwell\n");
      assertThat(NoSecretsInLogs.FOUND).hasSize(4);
    } finally {
      NoSecretsInLogs.FOUND.clear();
    }
  }
}
