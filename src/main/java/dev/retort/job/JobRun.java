package dev.retort.job;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/// One run of a job by its handler, and what follows from how it ends.
///
/// @param handlers by the kind of job that they do
/// @param stopping whether what fails is to be given back rather than counted
record JobRun(
    Map<String, Handler> handlers,
    RetryPolicy retry,
    JobQueue.Observer observer,
    BooleanSupplier stopping,
    Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);

  /// For a kind that this version does not know: a newer one beside it may.
  private static final Duration UNTIL_SOMEBODY_KNOWS = Duration.ofSeconds(30);

  private static final int LONGEST_REASON = 500;

  /// Does the job, or what can be done about it.
  JobTable.Ending of(JobTable.Claim claim) {
    var job = claim.job();
    var handler = handlers.get(job.kind());
    if (handler == null) {
      LOG.warn("Nobody here does jobs of the kind {}; {} waits", job.kind(), job.key());
      return new JobTable.Ending.Again(
          UNTIL_SOMEBODY_KNOWS, false, "no process knows jobs of this kind");
    }
    MDC.put("job", job.kind() + " " + job.key());
    MDC.put("installation", job.share());
    var begun = System.nanoTime();
    var waited = Duration.between(claim.acceptedAt(), clock.instant());
    try {
      var run = run(handler, claim);
      var ran = Duration.ofNanos(System.nanoTime() - begun);
      observer.ended(job, run.outcome(), claim.attempts(), waited, ran);
      return run.ending();
    } finally {
      MDC.clear();
      // A handler that kept the interruption must not spoil the writing of its own result.
      Thread.interrupted();
    }
  }

  /// @param outcome as [Observer] is told
  private record Run(String outcome, JobTable.Ending ending) {}

  private Run run(Handler handler, JobTable.Claim claim) {
    var job = claim.job();
    if (claim.diedBefore() && retry.isLast(claim.attempts() - 1)) {
      return afterFailure(
          handler, claim, new IllegalStateException("The process ended during the last attempt"));
    }
    try {
      return switch (handler.handle(job)) {
        case Handler.Outcome.Done() -> new Run("done", new JobTable.Ending.Removed());
        case Handler.Outcome.Later(var pause, var reason) -> {
          if (!reason.isEmpty()) {
            LOG.info("{} {} waits {}: {}", job.kind(), job.key(), pause, reason);
          }
          yield new Run("later", new JobTable.Ending.Again(pause, false, shortened(reason)));
        }
      };
    } catch (Hold.LostException e) {
      LOG.warn("{} {} is left: {}", job.kind(), job.key(), e.getMessage());
      return new Run("lost", new JobTable.Ending.Again(Duration.ZERO, false, "taken over"));
    } catch (Throwable e) {
      // Also errors: one job that overflows the stack must not leave its lane locked.
      return afterFailure(handler, claim, e);
    }
  }

  private Run afterFailure(Handler handler, JobTable.Claim claim, Throwable cause) {
    var job = claim.job();
    if (stopping.getAsBoolean()) {
      LOG.info("{} {} is given back for the next start", job.kind(), job.key());
      return new Run(
          "later", new JobTable.Ending.Again(Duration.ZERO, false, "the server stopped"));
    }
    var failures = claim.attempts();
    var reason = shortened(String.valueOf(cause.getMessage()));
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
      return new Run("failed", new JobTable.Ending.Again(pause, true, reason));
    }
    LOG.error("{} {} is given up after {} attempts", job.kind(), job.key(), failures, cause);
    try {
      handler.gaveUp(job, cause);
    } catch (RuntimeException e) {
      if (!retry.isBeyondTelling(failures)) {
        LOG.error("Nor could that be told; {} {} is tried again", job.kind(), job.key(), e);
        return new Run("failed", new JobTable.Ending.Again(retry.longestPause(), true, reason));
      }
      LOG.error("Nor could that be told; {} {} is dropped", job.kind(), job.key(), e);
    }
    return new Run("given-up", new JobTable.Ending.GivenUp(reason));
  }

  private static String shortened(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
  }
}
