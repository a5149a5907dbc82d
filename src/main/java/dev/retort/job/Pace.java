package dev.retort.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How often something may be done within any stretch of a time. Durable, and exact to a second
/// also where several processes count.
public interface Pace {
  /// Counts one, where each of the limits allows one more.
  ///
  /// @return empty where it was counted; else from when on one more may be allowed
  Optional<Instant> count(String what, List<Limit> limits);

  /// @param most so many within any stretch of the time
  record Limit(int most, Duration time) {}
}
