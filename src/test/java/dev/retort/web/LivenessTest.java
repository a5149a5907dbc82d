package dev.retort.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LivenessTest {
  private static final Instant SINCE = Instant.parse("2026-05-04T10:00:00Z");

  private static Liveness after(Duration time) {
    return new Liveness(() -> Optional.of(SINCE), Clock.fixed(SINCE.plus(time), ZoneOffset.UTC));
  }

  @Test
  @DisplayName(
      "N2 a minute without a write is borne, and then the process asks to be started again")
  void red() {
    assertThat(after(Duration.ofSeconds(60)).get()).isEmpty();
    assertThat(after(Duration.ofSeconds(61)).get())
        .containsExactly("the database has taken nothing since 2026-05-04T10:00:00Z");
    assertThat(new Liveness(Optional::empty, Clock.systemUTC()).get()).isEmpty();
  }

  @Test
  @DisplayName("N2 whoever asks over HTTP is answered 503 then, with the reason")
  void answered() {
    try (var server = new RunningServer(WebhookSecrets.of(RunningServer.SECRET))) {
      assertThat(server.get("/healthz")).isEqualTo(200);
      server.ailing = true;
      assertThat(server.get("/healthz")).isEqualTo(503);
    }
  }
}
