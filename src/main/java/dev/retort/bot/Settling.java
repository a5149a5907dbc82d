package dev.retort.bot;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The time in which a flood of pushes settles. The first is judged at once. One that comes right
/// after a verdict waits until nothing more has come for a moment, or until it has waited long
/// enough; while the flood goes on, that grows. What is remembered here is lost with the process,
/// which costs nothing but a verdict too many.
public final class Settling {
  /// How long to wait.
  ///
  /// @param quiet without another push
  /// @param longest in all, the first time
  /// @param longestInAFlood in all, as long as it does not end
  public record Times(Duration quiet, Duration longest, Duration longestInAFlood) {
    public static final Times USUAL =
        new Times(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofMinutes(1));
  }

  private final Times times;
  private final Clock clock;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();

  public Settling(Times times, Clock clock) {
    this.times = times;
    this.clock = clock;
  }

  /// @param verdict when the last one began
  /// @param since when the one that waits was asked for first
  /// @param asked when it was asked for last
  /// @param settled how many waited in this flood
  private record Waiting(
      Instant verdict, Optional<Instant> since, Optional<Instant> asked, int settled) {}

  /// How long to wait with a verdict that could begin now; empty to begin.
  Optional<Duration> before(String subject) {
    Instant now = clock.instant();
    Waiting known = waiting.get(subject);
    if (known == null
        || (known.since().isEmpty() && now.isAfter(known.verdict().plus(times.quiet())))) {
      forgetOld(now);
      waiting.put(subject, new Waiting(now, Optional.empty(), Optional.empty(), 0));
      return Optional.empty();
    }
    Instant since = known.since().orElse(now);
    Duration most = known.settled() == 0 ? times.longest() : times.longestInAFlood();
    boolean quiet =
        known.asked().isPresent() && !now.isBefore(known.asked().get().plus(times.quiet()));
    if (quiet || !now.isBefore(since.plus(most))) {
      waiting.put(
          subject,
          new Waiting(now, Optional.empty(), Optional.empty(), quiet ? 0 : known.settled() + 1));
      return Optional.empty();
    }
    waiting.put(
        subject,
        new Waiting(known.verdict(), Optional.of(since), Optional.of(now), known.settled()));
    Duration left = Duration.between(now, since.plus(most));
    return Optional.of(left.compareTo(times.quiet()) < 0 ? left : times.quiet());
  }

  private void forgetOld(Instant now) {
    Instant old = now.minus(times.longestInAFlood().multipliedBy(2));
    waiting.values().removeIf(each -> each.verdict().isBefore(old));
  }
}
