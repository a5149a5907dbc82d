package dev.retort.bot;

import dev.retort.forge.Limits;
import dev.retort.job.Intents;
import dev.retort.job.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Limits in the database: a restart neither forgets that GitHub asked for silence nor begins to
/// count writes anew.
///
/// @param writes what is allowed an installation
public record KeptLimits(Intents intents, Pace pace, List<Pace.Limit> writes) implements Limits {
  /// What GitHub documents for requests that make content.
  public static final List<Pace.Limit> USUAL =
      List.of(new Pace.Limit(80, Duration.ofMinutes(1)), new Pace.Limit(500, Duration.ofHours(1)));

  public KeptLimits {
    writes = List.copyOf(writes);
  }

  @Override
  public Optional<Instant> quietUntil(long installation) {
    return intents.find(key(installation)).map(Instant::parse);
  }

  @Override
  public void quieten(long installation, Instant until) {
    intents.record(key(installation), until.toString());
  }

  @Override
  public Optional<Instant> write(long installation) {
    return pace.count("writes " + Installations.subject(installation), writes);
  }

  private static String key(long installation) {
    return "quiet " + Installations.subject(installation);
  }
}
