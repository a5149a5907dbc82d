package dev.retort.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A time in which nothing can be written. Its beginning and its end are one line of the log each:
/// a full disk must not be filled up with the news of it.
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  private final AtomicReference<Optional<Instant>> since =
      new AtomicReference<>(Optional.<Instant>empty());
  private final AtomicLong refused = new AtomicLong();

  void met(QueueUnavailableException failure) {
    refused.incrementAndGet();
    var before = since.get();
    if (before.isEmpty() && since.compareAndSet(before, Optional.of(Instant.now()))) {
      LOG.error(
          "{}; deliveries are answered 503 until it can be written again", failure.getMessage());
    }
  }

  void isOver() {
    var before = since.get();
    if (before.isPresent() && since.compareAndSet(before, Optional.empty())) {
      LOG.info(
          "The database can be written again after {} s; {} writes were refused",
          Duration.between(before.get(), Instant.now()).toSeconds(),
          refused.getAndSet(0));
    }
  }

  Optional<Instant> since() {
    return since.get();
  }
}
