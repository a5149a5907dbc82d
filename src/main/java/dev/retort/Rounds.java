package dev.retort;

import dev.retort.bot.MissedDeliveries;
import dev.retort.bot.Sweep;
import dev.retort.job.Inbox;
import dev.retort.job.Job;
import dev.retort.job.QueueUnavailableException;
import dev.retort.web.ServerSettings.Intake;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Work that no webhook asks for, handed in at the start and again and again. It is the same work
/// whoever hands it in, so several processes do no harm.
final class Rounds implements AutoCloseable {
  private static final Duration MISSED = Duration.ofMinutes(3);
  private static final Duration PULLED = Duration.ofSeconds(10);
  private static final Duration SWEPT = Duration.ofHours(1);

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("rounds").factory());
  private final Inbox inbox;

  private Rounds(Inbox inbox) {
    this.inbox = inbox;
  }

  static Rounds start(Inbox inbox, Intake intake) {
    Rounds rounds = new Rounds(inbox);
    rounds.every(intake == Intake.PULL ? PULLED : MISSED, MissedDeliveries.job());
    rounds.every(SWEPT, Sweep.job());
    return rounds;
  }

  private void every(Duration pause, Job job) {
    var _ =
        timer.scheduleWithFixedDelay(
            () -> {
              try {
                inbox.accept(List.of(job));
              } catch (QueueUnavailableException e) {
                // The database has said so; the next round comes.
              }
            },
            0,
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
