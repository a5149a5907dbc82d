package dev.retort.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A time in which nothing can be written. Its beginning and its end are one line of the log each,
/// a minute apart at least: a full disk takes a small write now and then, and must not be filled up
/// with the news of it.
final class Outage {
  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
  private static final Duration BETWEEN_NEWS = Duration.ofMinutes(1);

  private final AtomicReference<Optional<Instant>> since =
      new AtomicReference<>(Optional.<Instant>empty());
  private final AtomicLong refused = new AtomicLong();
  private Instant told = Instant.MIN;
  private boolean known;

  void met(QueueUnavailableException failure) {
    refused.incrementAndGet();
    var now = Instant.now();
    var before = since.get();
    if (before.isEmpty()) {
      since.compareAndSet(before, Optional.of(now));
    }
    if (isNews(now)) {
      LOG.error(
          "{}; deliveries are answered 503 until it can be written again", failure.getMessage());
    }
  }

  private synchronized boolean isNews(Instant now) {
    if (known || now.isBefore(told.plus(BETWEEN_NEWS))) {
      return false;
    }
    known = true;
    told = now;
    return true;
  }

  void isOver() {
    var before = since.get();
    if (before.isPresent() && since.compareAndSet(before, Optional.empty()) && wasKnown()) {
      LOG.info(
          "The database can be written again after {} s; {} writes were refused",
          Duration.between(before.get(), Instant.now()).toSeconds(),
          refused.getAndSet(0));
    }
  }

  private synchronized boolean wasKnown() {
    var was = known;
    known = false;
    return was;
  }

  Optional<Instant> since() {
    return since.get();
  }
}
