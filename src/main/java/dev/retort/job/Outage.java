package dev.retort.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A time in which nothing can be written. Its beginning and its end are one line of the log each,
/// a minute apart at least: a full disk takes a small write now and then, and must not be filled up
/// with the news of it.
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final Duration BETWEEN_NEWS = Duration.ofMinutes(1);

  private Optional<Instant> since = Optional.empty();
  private long refused;
  private boolean told;
  private Instant toldAt = Instant.MIN;

  synchronized void met(QueueUnavailableException failure) {
    var now = Instant.now();
    since = since.or(() -> Optional.of(now));
    refused++;
    if (!told && !now.isBefore(toldAt.plus(BETWEEN_NEWS))) {
      told = true;
      toldAt = now;
      LOG.error(
          "{}; deliveries are answered 503 until it can be written again", failure.getMessage());
    }
  }

  synchronized void isOver() {
    var begun = since;
    since = Optional.empty();
    if (told && begun.isPresent()) {
      LOG.info(
          "The database can be written again after {} s; {} writes were refused",
          Duration.between(begun.get(), Instant.now()).toSeconds(),
          refused);
      told = false;
      refused = 0;
    }
  }

  synchronized Optional<Instant> since() {
    return since;
  }
}
