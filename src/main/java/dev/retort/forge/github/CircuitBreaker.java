package dev.retort.forge.github;

import dev.retort.forge.ForgeException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/// A breaker that leaves GitHub alone while it fails: after a few failures in a row without a
/// success nothing is sent but one request now and then, which tells when it is over. What stalls
/// is no failure here: it says nothing of the others.
final class CircuitBreaker {
  private static final int FAILURES = 3;
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /// A probe that has not come back by then is forgotten.
  private static final Duration PROBE = Duration.ofMinutes(2);

  /// What was turned away comes back spread over so long.
  private static final int SPREAD_MILLIS = 5_000;

  private int failures;
  private Instant openUntil = Instant.MIN;
  private Instant probeBegan = Instant.MIN;

  /// @return whether the request is a probe, which is not repeated
  /// @throws ForgeException.Unavailable where nothing is sent now
  synchronized boolean admit(String request, Instant now) {
    if (failures < FAILURES) {
      return false;
    }
    if (now.isBefore(openUntil)) {
      throw turnedAway(request, Duration.between(now, openUntil));
    }
    if (now.isBefore(probeBegan.plus(PROBE))) {
      throw turnedAway(request, FIRST);
    }
    probeBegan = now;
    return true;
  }

  private static ForgeException turnedAway(String request, Duration left) {
    return ForgeException.Unavailable.limited(
        request + ": not sent, GitHub fails at the moment",
        left.plusMillis(ThreadLocalRandom.current().nextInt(SPREAD_MILLIS)),
        new IOException("circuit breaker"));
  }

  synchronized void succeeded() {
    failures = 0;
    probeBegan = Instant.MIN;
  }

  synchronized void failed(Instant now) {
    failures = Math.min(failures + 1, 30);
    probeBegan = Instant.MIN;
    if (failures >= FAILURES) {
      Duration pause = FIRST.multipliedBy(1L << Math.min(failures - FAILURES, 6));
      openUntil = now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    }
  }
}
