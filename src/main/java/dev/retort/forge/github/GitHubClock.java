package dev.retort.forge.github;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The time as GitHub has it. GitHub refuses an App whose clock is off, so where this machine's
/// clock and the `Date` of GitHub's answers differ by more than a minute, GitHub's counts.
final class GitHubClock {
  private static final Logger LOG = LoggerFactory.getLogger(GitHubClock.class);
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private final Clock clock;
  private volatile Duration ahead = Duration.ZERO;

  GitHubClock(Clock clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant().plus(ahead);
  }

  /// How far GitHub's time is ahead of this machine's; zero where they agree.
  Duration ahead() {
    return ahead;
  }

  void observe(Answer answer) {
    answer.header("Date").ifPresent(this::observe);
  }

  private void observe(String date) {
    Instant theirs;
    try {
      theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return;
    }
    Duration before = ahead;
    Duration difference = Duration.between(clock.instant(), theirs);
    Duration now = difference.abs().compareTo(TOLERANCE) > 0 ? difference : Duration.ZERO;
    if (now.minus(before).abs().compareTo(TOLERANCE) > 0) {
      ahead = now;
      if (now.isZero()) {
        LOG.info("The clock of this machine agrees with GitHub's again.");
      } else {
        LOG.warn(
            "The clock of this machine is {} s {} GitHub's clock; GitHub's is used. Set the clock.",
            now.abs().toSeconds(),
            now.isNegative() ? "ahead of" : "behind");
      }
    }
  }
}
