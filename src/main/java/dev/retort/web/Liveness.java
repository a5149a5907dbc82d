package dev.retort.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Whether the process should be started again. A short disturbance heals by itself; after a minute
/// without a write somebody should look, or start it again.
///
/// @param unwritableSince since when nothing could be written; empty while all is well
public record Liveness(Supplier<Optional<Instant>> unwritableSince, Clock clock)
    implements Supplier<List<String>> {
  private static final Duration WITHOUT_WRITING = Duration.ofMinutes(1);

  /// Why it should; empty while it need not be.
  @Override
  public List<String> get() {
    return unwritableSince
        .get()
        .filter(since -> since.plus(WITHOUT_WRITING).isBefore(clock.instant()))
        .map(since -> List.of("the database has taken nothing since " + since))
        .orElse(List.of());
  }
}
