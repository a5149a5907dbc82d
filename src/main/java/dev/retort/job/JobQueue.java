package dev.retort.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The durable queue. db-scheduler runs lanes: it finds the due ones, picks each for one thread,
/// keeps its heartbeat, and finds those whose process died. A run does one job of its lane.
///
/// What can happen to a job: it is handed in (and replaces an older one of its kind and key), it is
/// claimed, and its run ends it, puts it off, or fails. All of that is in the database before the
/// next thing happens, so a death at any point leads to one more run and never to a lost job.
public final class JobQueue implements Inbox, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);
  private static final int HEARTBEATS_MISSED = 4;

  private static final Duration UNTIL_THE_OTHER_RUN_ENDS = Duration.ofSeconds(1);
  private static final Duration UNTIL_THE_DATABASE_IS_BACK = Duration.ofSeconds(5);

  /// For a kind that this version does not know: a newer one beside it may.
  private static final Duration UNTIL_SOMEBODY_KNOWS = Duration.ofSeconds(30);

  /// Longer than any time that is counted over.
  private static final Duration ALLOWANCES_ARE_KEPT = Duration.ofDays(1);

  private final JobTable table;
  private final Map<String, Handler> handlers;
  private final Settings settings;
  private final Clock clock;
  private final String name = "retort-" + UUID.randomUUID();
  private final Set<String> runningLanes = ConcurrentHashMap.newKeySet();
  private final Scheduler scheduler;
  private volatile boolean stopping;

  /// How the queue works.
  ///
  /// @param workers how many jobs run at the same time
  /// @param polling how often waiting jobs are looked for; a job that is handed in here starts at
  ///   once
  /// @param grace how long a stop waits for running jobs before it interrupts them, and again
  ///   before it leaves them behind; the scheduler's own threads add up to 6 s
  /// @param intentsAreKept how long what was recorded in [StoredIntents] is remembered
  public record Settings(
      int workers, Duration polling, RetryPolicy retry, Duration grace, Duration intentsAreKept) {
    public static final Settings STANDARD =
        new Settings(
            8,
            Duration.ofMillis(200),
            RetryPolicy.STANDARD,
            Duration.ofSeconds(9),
            Duration.ofDays(90));
  }

  private JobQueue(Database database, Collection<Handler> handlers, Settings settings) {
    this.table = new JobTable(database);
    this.handlers =
        handlers.stream().collect(Collectors.toUnmodifiableMap(Handler::kind, Function.identity()));
    this.settings = settings;
    this.clock = Clock.systemUTC();
    var lanes =
        Tasks.custom(JobTable.LANE_TASK, Void.class)
            .onFailure(new FailureHandler.OnFailureRetryLater<>(UNTIL_THE_DATABASE_IS_BACK))
            .execute(this::run);
    var intents = new StoredIntents(database, clock);
    var allowance = new StoredAllowance(database, clock);
    var forgetting =
        Tasks.recurring("forget-intents", FixedDelay.ofHours(24))
            .execute((_, _) -> {
              intents.forgetOlderThan(settings.intentsAreKept());
              allowance.forgetOlderThan(ALLOWANCES_ARE_KEPT);
            });
    this.scheduler =
        Scheduler.create(database.dataSource(), lanes)
            .startTasks(forgetting)
            .schedulerName(new SchedulerName.Fixed(name))
            .threads(settings.workers())
            .pollingInterval(settings.polling())
            .heartbeatInterval(HEARTBEAT)
            .missedHeartbeatsLimit(HEARTBEATS_MISSED)
            .shutdownMaxWait(settings.grace())
            .failureLogging(LogLevel.ERROR, true)
            .build();
  }

  /// Starts working, first on what an earlier process left.
  ///
  /// @param handlers one for each kind of job
  /// @throws QueueUnavailableException where the database does not answer
  public static JobQueue start(Database database, Collection<Handler> handlers, Settings settings) {
    var queue = new JobQueue(database, handlers, settings);
    if (database.isEmbedded()) {
      var left = queue.table.releaseAbandoned(Optional.empty(), queue.clock.instant());
      if (left > 0) {
        LOG.info("{} jobs were running when the process ended; they run again", left);
      }
    }
    queue.scheduler.start();
    return queue;
  }

  @Override
  public void accept(List<Job> jobs) {
    for (var job : jobs) {
      if (!handlers.containsKey(job.kind())) {
        throw new IllegalArgumentException("No handler does jobs of the kind `" + job.kind() + "`");
      }
    }
    if (stopping) {
      throw new QueueUnavailableException("The queue is stopping", new IllegalStateException());
    }
    if (!jobs.isEmpty()) {
      table.put(jobs, clock.instant());
      scheduler.triggerCheckForDueExecutions();
    }
  }

  /// Whether the database answers and jobs are being run.
  public boolean ready() {
    if (stopping || !scheduler.getSchedulerState().isStarted()) {
      return false;
    }
    try {
      table.count();
      return true;
    } catch (QueueUnavailableException e) {
      LOG.warn("Not ready: {}", e.getMessage());
      return false;
    }
  }

  /// How many jobs are waiting or running.
  ///
  /// @throws QueueUnavailableException where the database does not answer
  public long size() {
    return table.count();
  }

  /// Takes no more work, lets running jobs finish, interrupts the slow ones, and gives what is not
  /// finished back, all within 25 s.
  public void stop() {
    if (stopping) {
      return;
    }
    stopping = true;
    scheduler.stop();
    try {
      table.releaseAbandoned(Optional.of(name), clock.instant());
    } catch (QueueUnavailableException e) {
      LOG.warn("Unfinished jobs could not be given back; the next start finds them", e);
    }
  }

  @Override
  public void close() {
    stop();
  }

  private CompletionHandler<Void> run(TaskInstance<Void> instance, ExecutionContext context) {
    var lane = instance.getId();
    var version = context.getExecution().version;
    if (!runningLanes.add(lane)) {
      // After a long sleep of the whole machine this process' own run can look abandoned. It is
      // not: let it end first.
      return (complete, operations) ->
          operations.reschedule(complete, clock.instant().plus(UNTIL_THE_OTHER_RUN_ENDS));
    }
    try {
      var claim = table.claim(lane, clock.instant());
      var ending = claim.map(this::work).orElseGet(JobTable.Ending.Removed::new);
      if (table.end(lane, version, claim, ending, clock.instant())) {
        scheduler.triggerCheckForDueExecutions();
      }
    } finally {
      runningLanes.remove(lane);
    }
    return (_, _) -> {};
  }

  private JobTable.Ending work(JobTable.Claim claim) {
    var job = claim.job();
    var handler = handlers.get(job.kind());
    if (handler == null) {
      LOG.warn("Nobody here does jobs of the kind {}; {} waits", job.kind(), job.key());
      return new JobTable.Ending.Again(UNTIL_SOMEBODY_KNOWS, false);
    }
    if (claim.diedBefore() && settings.retry().isLast(claim.attempts() - 1)) {
      var failure = new IllegalStateException("The process ended during the last attempt");
      return afterFailure(handler, claim, failure);
    }
    try {
      return switch (handler.handle(job)) {
        case Handler.Outcome.Done() -> new JobTable.Ending.Removed();
        case Handler.Outcome.Later(var pause, var reason) -> {
          LOG.info("{} {} waits {}: {}", job.kind(), job.key(), pause, reason);
          yield new JobTable.Ending.Again(pause, false);
        }
      };
    } catch (Throwable e) {
      // Also errors: one job that overflows the stack must not leave its lane locked.
      return afterFailure(handler, claim, e);
    } finally {
      // A handler that kept the interruption must not spoil the writing of its own result.
      Thread.interrupted();
    }
  }

  private JobTable.Ending afterFailure(Handler handler, JobTable.Claim claim, Throwable cause) {
    var job = claim.job();
    if (stopping) {
      LOG.info("{} {} is given back for the next start", job.kind(), job.key());
      return new JobTable.Ending.Again(Duration.ZERO, false);
    }
    var retry = settings.retry();
    var failures = claim.attempts();
    if (!retry.isLast(failures)) {
      var pause = retry.pauseAfter(failures);
      LOG.warn(
          "{} {} failed, attempt {} of {}; again in {}",
          job.kind(),
          job.key(),
          failures,
          retry.attempts(),
          pause,
          cause);
      return new JobTable.Ending.Again(pause, true);
    }
    LOG.error("{} {} is given up after {} attempts", job.kind(), job.key(), failures, cause);
    try {
      handler.gaveUp(job, cause);
    } catch (RuntimeException e) {
      if (!retry.isBeyondTelling(failures)) {
        LOG.error("Nor could that be told; {} {} is tried again", job.kind(), job.key(), e);
        return new JobTable.Ending.Again(retry.longestPause(), true);
      }
      LOG.error("Nor could that be told; {} {} is dropped", job.kind(), job.key(), e);
    }
    return new JobTable.Ending.Removed();
  }
}
