package dev.retort.web.status;

import dev.retort.job.Database;
import dev.retort.job.JobQueue;
import dev.retort.job.QueueUnavailableException;
import dev.retort.job.StoredJobs;
import dev.retort.web.Health;
import dev.retort.web.Measurements;
import dev.retort.web.status.Status.Queue;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The state of the running server, looked up each time it is asked for.
public final class ServerStatus implements Supplier<Status> {
  private static final int MOST_JOBS = 50;

  private final JobQueue queue;
  private final StoredJobs jobs;
  private final Health health;
  private final Measurements measurements;
  private final Supplier<List<String>> advice;
  private final Clock clock;
  private final Instant started;
  private final String version;

  /// @param advice what was found amiss when GitHub was asked
  public ServerStatus(
      JobQueue queue,
      Database database,
      Health health,
      Measurements measurements,
      Supplier<List<String>> advice,
      Clock clock) {
    this.queue = queue;
    this.jobs = new StoredJobs(database);
    this.health = health;
    this.measurements = measurements;
    this.advice = advice;
    this.clock = clock;
    this.started = clock.instant();
    this.version = version();
  }

  /// Retort's own version, as far as it was packaged.
  public static String version() {
    return Optional.ofNullable(ServerStatus.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  @Override
  public Status get() {
    return new Status(
        version,
        started,
        clock.instant(),
        Stream.concat(health.ailing().get().stream(), health.waitingFor().get().stream()).toList(),
        advice.get(),
        work(),
        measurements.verdicts(),
        measurements.paces(),
        measurements.budgets());
  }

  private Optional<Queue> work() {
    try {
      JobQueue.Backlog backlog = queue.backlog();
      return Optional.of(
          new Queue(
              jobs.deliveries(),
              backlog.waiting(),
              backlog.oldest(),
              backlog.failed(),
              jobs.list(MOST_JOBS)));
    } catch (QueueUnavailableException e) {
      return Optional.empty();
    }
  }
}
