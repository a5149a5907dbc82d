package dev.retort.job;

import java.time.Duration;

/// How often a failing job is tried, and how far apart.
///
/// @param firstPause before the second attempt
/// @param factor by which each pause grows
/// @param longestPause the pause grows no further
/// @param attempts after so many failures the job is given up
public record RetryPolicy(Duration firstPause, int factor, Duration longestPause, int attempts) {
  /// About half an hour: longer than most outages of GitHub that heal by themselves.
  public static final RetryPolicy STANDARD =
      new RetryPolicy(Duration.ofSeconds(1), 3, Duration.ofMinutes(5), 12);

  public RetryPolicy {
    if (firstPause.isNegative() || longestPause.isNegative() || factor < 1 || attempts < 1) {
      throw new IllegalArgumentException("A pause is negative, or nothing is ever tried");
    }
  }

  /// The pause after so many failed attempts.
  Duration pauseAfter(int failures) {
    var pause = firstPause;
    for (int i = 1; i < failures && pause.compareTo(longestPause) < 0; i++) {
      pause = pause.multipliedBy(factor);
    }
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }

  /// Whether to stop trying.
  boolean isLast(int failures) {
    return failures >= attempts;
  }

  /// Whether even the telling of the failure has been tried often enough.
  boolean isBeyondTelling(int failures) {
    return failures >= 2L * attempts;
  }
}
