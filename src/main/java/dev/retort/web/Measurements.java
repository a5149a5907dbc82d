package dev.retort.web;

import dev.retort.job.Database;
import dev.retort.job.Job;
import dev.retort.job.JobQueue;
import dev.retort.job.JobQueue.Backlog;
import dev.retort.job.QueueUnavailableException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What is measured, as Prometheus reads it. The rooms count in Micrometer's global registry, whose
/// counts end up here.
public final class Measurements implements JobQueue.Observer, AutoCloseable {
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(100),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(2),
    Duration.ofMinutes(10)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private Instant counted = Instant.MIN;
  private @Nullable Backlog backlog;

  public Measurements() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collections.bindTo(registry);
    Metrics.addRegistry(registry);
  }

  /// Shows what waits and whether the database takes anything.
  public void watch(JobQueue queue, Database database) {
    gauge(
        "retort.queue.length",
        "jobs and deliveries that wait or are worked on",
        queue,
        Backlog::waiting);
    gauge("retort.queue.failed", "jobs that were given up", queue, Backlog::failed);
    gauge(
        "retort.queue.age.seconds",
        "for how long the oldest one that is due has been waiting",
        queue,
        each -> each.oldest().toMillis() / 1e3);
    Gauge.builder(
            "retort.store.unwritable.seconds",
            database,
            store ->
                store
                    .unwritableSince()
                    .map(since -> Duration.between(since, Instant.now()).toMillis() / 1e3)
                    .orElse(0.0))
        .description("for how long nothing could be written")
        .strongReference(true)
        .register(registry);
  }

  private void gauge(
      String name, String description, JobQueue queue, ToDoubleFunction<Backlog> value) {
    Gauge.builder(name, queue, each -> value(each, value))
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private synchronized double value(JobQueue queue, ToDoubleFunction<Backlog> value) {
    Instant now = Instant.now();
    if (backlog == null || counted.plus(FRESH).isBefore(now)) {
      try {
        backlog = queue.backlog();
        counted = now;
      } catch (QueueUnavailableException e) {
        return Double.NaN;
      }
    }
    return value.applyAsDouble(backlog);
  }

  @Override
  public void ended(Job job, String outcome, int attempts, Duration waited, Duration ran) {
    Timer.builder("retort.job")
        .description("how long runs of jobs take")
        .tags("kind", job.kind(), "outcome", outcome)
        .serviceLevelObjectives(BOUNDS)
        .register(registry)
        .record(ran);
    if (outcome.equals("done")) {
      Timer.builder("retort.delivery.to.end")
          .description("from the hand-in of a job to its end, such as a verdict that is published")
          .tags("kind", job.kind())
          .serviceLevelObjectives(BOUNDS)
          .register(registry)
          .record(waited.plus(ran));
    }
    if (attempts > 1) {
      registry.counter("retort.job.retries", "kind", job.kind()).increment();
    }
  }

  /// How long work took, from its hand-in to its end.
  ///
  /// @param longest of late
  public record Pace(long done, Duration usual, Duration longest) {}

  /// How many of each conclusion this process has come to.
  public SortedMap<String, Long> verdicts() {
    SortedMap<String, Long> counts = new TreeMap<>();
    registry
        .find("retort.verdicts")
        .counters()
        .forEach(each -> counts.put(tag(each, "conclusion"), Math.round(each.count())));
    return counts;
  }

  /// How long work took, by its kind.
  public SortedMap<String, Pace> paces() {
    SortedMap<String, Pace> paces = new TreeMap<>();
    registry
        .find("retort.delivery.to.end")
        .timers()
        .forEach(each ->
            paces.put(
                tag(each, "kind"),
                new Pace(
                    each.count(),
                    Duration.ofMillis(Math.round(each.mean(TimeUnit.MILLISECONDS))),
                    Duration.ofMillis(Math.round(each.max(TimeUnit.MILLISECONDS))))));
    return paces;
  }

  /// What GitHub still allows in this hour, by the number of the installation; `app` is the App's
  /// own.
  public SortedMap<String, Long> budgets() {
    SortedMap<String, Long> left = new TreeMap<>();
    registry
        .find("retort.github.budget.left")
        .gauges()
        .forEach(each -> left.put(tag(each, "installation"), Math.round(each.value())));
    return left;
  }

  private static String tag(Meter meter, String name) {
    return Optional.ofNullable(meter.getId().getTag(name)).orElse("");
  }

  /// All of it, in Prometheus' text format.
  public String text() {
    return registry.scrape();
  }

  @Override
  public void close() {
    Metrics.removeRegistry(registry);
    collections.close();
    registry.close();
  }
}
