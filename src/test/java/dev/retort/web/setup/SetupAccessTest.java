package dev.retort.web.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SetupAccessTest {
  @Test
  void a_state_is_good_for_one_registration_and_for_an_hour() {
    Instant now = Instant.parse("2026-05-04T10:00:00Z");
    AtomicReference<Instant> time = new AtomicReference<>(now);
    SetupAccess timed = new SetupAccess(time::get);
    String early = timed.begin();
    time.set(now.plus(Duration.ofMinutes(40)));
    String late = timed.begin();
    assertThat(timed.isBegun(early)).isTrue();
    time.set(now.plus(Duration.ofMinutes(60)));

    assertThat(timed.isBegun(early)).isFalse();
    assertThat(timed.isBegun(late)).isTrue();
    timed.complete();
    assertThat(timed.isBegun(late)).isFalse();
  }
}
