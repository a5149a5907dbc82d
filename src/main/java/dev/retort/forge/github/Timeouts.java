package dev.retort.forge.github;

import java.time.Duration;

/// How long GitHub may take.
///
/// @param connect until a connection stands
/// @param read between two packets of an answer
/// @param call for one request as a whole; no repetition is begun once so much has passed
/// @param backOff before a read is repeated for the first time; doubled each time
/// @param tries how often a read is sent at most
/// @param outage how long to leave GitHub alone where it gave no answer at all
public record Timeouts(
    Duration connect, Duration read, Duration call, Duration backOff, int tries, Duration outage) {
  /// Four tries, because GitHub's bad minutes show as a few 502s in a row.
  public static final Timeouts USUAL =
      new Timeouts(
          Duration.ofSeconds(5),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofMillis(250),
          4,
          Duration.ofSeconds(15));
}
