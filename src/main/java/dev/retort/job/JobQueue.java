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
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
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
  private static final int HEARTBEATS_MISSED = 4;

  private static final Duration UNTIL_THE_OTHER_RUN_ENDS = Duration.ofSeconds(1);
  private static final Duration UNTIL_THE_DATABASE_IS_BACK = Duration.ofSeconds(5);

  /// Longer than any time that is counted over.
  private static final Duration ALLOWANCES_ARE_KEPT = Duration.ofDays(1);

  private static final Duration FAILURES_ARE_KEPT = Duration.ofDays(30);

  /// A lane whose share is used up is woken when a place is free; this is for one that was missed.
  private static final Duration UNTIL_A_PLACE_IS_FREE = Duration.ofSeconds(60);

  private final Database database;
  private final JobTable table;
  private final Map<String, Handler> handlers;
  private final Clock clock;
  private final String name = "retort-" + UUID.randomUUID();
  private final Set<String> runningLanes = ConcurrentHashMap.newKeySet();
  private final Shares shares;
  private final JobRun run;
  private final Scheduler scheduler;
  private volatile boolean stopping;

  /// How the queue works.
  ///
  /// @param workers how many jobs run at the same time; they mostly wait for GitHub
  /// @param ofAShare how many of one share do, and half as many of one repository
  /// @param polling how often waiting jobs are looked for; a job that is handed in here starts at
  ///   once
  /// @param heartbeat how often a process that runs a job says that it lives; after four times
  ///   without, another one takes the job over
  /// @param grace how long a stop waits for running jobs before it interrupts them, and again
  ///   before it leaves them behind; the scheduler's own threads add up to 6 s
  /// @param memory how long what was recorded in [StoredIntents] is remembered, and what was
  ///   retired in [StoredLedger]
  public record Settings(
      int workers,
      int ofAShare,
      Duration polling,
      Duration heartbeat,
      RetryPolicy retry,
      Duration grace,
      Duration memory) {
    public static final Settings STANDARD =
        new Settings(
            64,
            8,
            Duration.ofMillis(200),
            Duration.ofSeconds(10),
            RetryPolicy.STANDARD,
            Duration.ofSeconds(9),
            Duration.ofDays(90));

    /// The same with so many workers. Where they are few, one share has half of them at most.
    public Settings withWorkers(int workers) {
      return new Settings(
          workers,
          Math.max(1, Math.min(ofAShare, workers / 2)),
          polling,
          heartbeat,
          retry,
          grace,
          memory);
    }
  }

  /// Whoever counts what the queue does.
  public interface Observer {
    Observer NOBODY = (_, _, _, _, _) -> {};

    /// A run has ended.
    ///
    /// @param outcome `done`, `later`, `failed`, `given-up` or `lost`
    /// @param attempts how many runs have begun since the job was handed in
    /// @param waited from the hand-in to the beginning of the run
    /// @param ran how long the run took
    void ended(Job job, String outcome, int attempts, Duration waited, Duration ran);
  }

  private JobQueue(
      Database database, Collection<Handler> handlers, Settings settings, Observer observer) {
    this.shares = new Shares(settings.ofAShare(), Math.max(1, settings.ofAShare() / 2));
    this.database = database;
    this.table = new JobTable(database);
    this.handlers =
        handlers.stream().collect(Collectors.toUnmodifiableMap(Handler::kind, Function.identity()));
    this.clock = Clock.systemUTC();
    this.run = new JobRun(this.handlers, settings.retry(), observer, () -> stopping, clock);
    var lanes =
        Tasks.custom(LaneTable.TASK, Void.class)
            .onFailure(new FailureHandler.OnFailureRetryLater<>(UNTIL_THE_DATABASE_IS_BACK))
            .execute(this::run);
    var intents = new StoredIntents(database, clock);
    var allowance = new StoredAllowance(database, clock);
    var ledger = new StoredLedger(database, clock);
    var forgetting =
        Tasks.recurring("forget-intents", FixedDelay.ofHours(24))
            .execute((_, _) -> {
              intents.forgetOlderThan(settings.memory());
              ledger.forgetRetiredBefore(settings.memory());
              allowance.forgetOlderThan(ALLOWANCES_ARE_KEPT);
              table.forgetFailedBefore(clock.instant().minus(FAILURES_ARE_KEPT));
            });
    var scheduling =
        Scheduler.create(database.scheduling(), lanes)
            .startTasks(forgetting)
            .schedulerName(new SchedulerName.Fixed(name))
            .threads(settings.workers())
            .executorService(
                Executors.newFixedThreadPool(settings.workers(), Thread.ofVirtual().factory()));
    // No more is picked than runs: what has been picked cannot be taken by another process.
    this.scheduler =
        (database.isEmbedded()
                ? scheduling.pollUsingFetch(0.5, 1.0)
                : scheduling.pollUsingLockAndFetch(0.5, 1.0))
            .pollingInterval(settings.polling())
            .heartbeatInterval(settings.heartbeat())
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
    return start(database, handlers, settings, Observer.NOBODY);
  }

  /// @param observer is told of each run
  public static JobQueue start(
      Database database, Collection<Handler> handlers, Settings settings, Observer observer) {
    var queue = new JobQueue(database, handlers, settings, observer);
    if (database.isEmbedded()) {
      var left = queue.table.lanes().releaseAbandoned(Optional.empty(), queue.clock.instant());
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
      lookNow();
    }
  }

  /// Hands work in as part of somebody's transaction; jobs that nobody here does are left out.
  /// [#lookNow] is to follow it.
  void put(Handle handle, List<Job> jobs, Instant now) {
    var done =
        jobs.stream()
            .filter(job -> {
              var known = handlers.containsKey(job.kind());
              if (!known) {
                LOG.error("No handler does jobs of the kind {}", job.kind());
              }
              return known;
            })
            .toList();
    table.put(handle, done, now);
  }

  /// Looks for due jobs without waiting for the next poll.
  void lookNow() {
    scheduler.triggerCheckForDueExecutions();
  }

  /// Whether the database can be read and written and jobs are being run.
  public boolean ready() {
    if (stopping
        || !scheduler.getSchedulerState().isStarted()
        || database.unwritableSince().isPresent()) {
      return false;
    }
    try {
      var _ = table.count();
      return true;
    } catch (QueueUnavailableException e) {
      LOG.warn("Not ready: {}", e.getMessage());
      return false;
    }
  }

  /// How many jobs and deliveries are waiting or worked on.
  ///
  /// @throws QueueUnavailableException where the database does not answer
  public long size() {
    return table.count();
  }

  /// How many wait, since when, and how many were given up.
  ///
  /// @throws QueueUnavailableException where the database does not answer
  public Backlog backlog() {
    var now = clock.instant();
    var backlog = table.backlog(now);
    return new Backlog(
        backlog.waiting(),
        backlog.oldest().map(since -> Duration.between(since, now)).orElse(Duration.ZERO),
        backlog.failed());
  }

  /// What there is to do.
  ///
  /// @param waiting jobs and deliveries that wait or are worked on
  /// @param oldest for how long the oldest one that is due has been waiting
  /// @param failed jobs that were given up and are kept for people to look at
  public record Backlog(long waiting, Duration oldest, long failed) {}

  /// Takes no more work, lets running jobs finish, interrupts the slow ones, and gives what is not
  /// finished back, all within 25 s.
  public void stop() {
    if (stopping) {
      return;
    }
    stopping = true;
    scheduler.stop();
    try {
      table.lanes().releaseAbandoned(Optional.of(name), clock.instant());
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
      var next = table.next(lane, clock.instant());
      if (next.isEmpty() || shares.take(next.get().share(), lane)) {
        try {
          work(lane, version);
        } finally {
          next.map(taken -> shares.leave(taken.share(), lane))
              .orElse(List.of())
              .forEach(this::wake);
        }
      } else {
        table.lanes().postpone(lane, version, clock.instant().plus(UNTIL_A_PLACE_IS_FREE));
        if (!shares.await(next.get().share(), lane, next.get().due())) {
          wake(lane);
        }
      }
    } finally {
      runningLanes.remove(lane);
    }
    return (_, _) -> {};
  }

  private void wake(String lane) {
    table.lanes().wake(lane, clock.instant());
    lookNow();
  }

  private void work(String lane, long version) {
    var claim = table.claim(lane, clock.instant());
    var ending =
        claim
            .map(claimed -> Hold.during(() -> holds(lane, version), () -> run.of(claimed)))
            .orElseGet(JobTable.Ending.Removed::new);
    if (table.end(lane, version, claim, ending, clock.instant())) {
      lookNow();
    }
  }

  /// Alone on a database, nobody can have taken it.
  private boolean holds(String lane, long version) {
    return database.isEmbedded() || table.lanes().holds(lane, version);
  }
}
