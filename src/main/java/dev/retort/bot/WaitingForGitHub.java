package dev.retort.bot;

import dev.retort.bot.Installations.Quiet;
import dev.retort.forge.ForgeException;
import dev.retort.job.Handler;
import dev.retort.job.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Bears with GitHub: a limit that is spent or an outage is no failure of the job, and no thread
/// sleeps meanwhile.
///
/// | GitHub says | what is done |
/// |---|---|
/// | a limit is reached | wait until its reset |
/// | 5xx, no answer, or one that cannot be read | growing pauses; visible after five minutes; it heals |
/// | not there, or it makes no sense | the same for two minutes, then visible, and dropped |
/// | the App may not | visible at once, dropped |
/// | the App is uninstalled or suspended | quiet until it is back |
/// | the repository is archived | one line in the log, dropped |
public final class WaitingForGitHub implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(WaitingForGitHub.class);

  private final Handler handler;
  private final Surroundings surroundings;
  private final Map<String, Trouble> troubles = new ConcurrentHashMap<>();
  private final Map<String, Instant> said = new ConcurrentHashMap<>();

  /// What all handlers share.
  public record Surroundings(Patience patience, Installations installations, Clock clock) {}

  /// @param since when it began
  /// @param times how often it was met
  /// @param told whether people have been told
  private record Trouble(Instant since, int times, boolean told) {}

  public WaitingForGitHub(Handler handler, Surroundings surroundings) {
    this.handler = handler;
    this.surroundings = surroundings;
  }

  @Override
  public String kind() {
    return handler.kind();
  }

  @Override
  public Outcome handle(Job job) {
    LogKeys.put(job);
    long installation = JobSubject.installation(job);
    if (!job.kind().equals(HearOfInstallation.KIND)
        && surroundings.installations().isQuiet(installation)) {
      if (handler instanceof Troubled troubled) {
        troubled.leave(job);
      }
      return new Outcome.Done();
    }
    try {
      Outcome outcome = handler.handle(job);
      if (outcome instanceof Outcome.Done && troubles.remove(job.key()) != null) {
        LOG.info("{} {}: done, after trouble", job.kind(), job.key());
      }
      return outcome;
    } catch (ForgeException e) {
      return switch (e) {
        case ForgeException.Unavailable unavailable when unavailable.limited() ->
            new Outcome.Later(
                jittered(unavailable.retryAfter()), String.valueOf(unavailable.getMessage()));
        case ForgeException.Unavailable unavailable ->
            again(job, unavailable, surroundings.patience().silent(), false);
        case ForgeException.Forbidden forbidden -> refused(job, installation, forbidden);
        case ForgeException.NotFound missing ->
            again(job, missing, surroundings.patience().missing(), true);
        case ForgeException.Refused senseless ->
            again(job, senseless, surroundings.patience().missing(), true);
      };
    }
  }

  /// @param silent for how long nobody is told
  /// @param dropped whether it is given up when that is over
  private Outcome again(Job job, ForgeException cause, Duration silent, boolean dropped) {
    Instant now = surroundings.clock().instant();
    Trouble trouble =
        troubles.compute(
            job.key(),
            (_, before) ->
                before == null
                    ? new Trouble(now, 1, false)
                    : new Trouble(before.since(), before.times() + 1, before.told()));
    boolean overdue = !now.isBefore(trouble.since().plus(silent));
    if (overdue && !trouble.told()) {
      LOG.warn("{} {}: {}", job.kind(), job.key(), cause.getMessage());
      if (tell(job, cause)) {
        troubles.put(job.key(), new Trouble(trouble.since(), trouble.times(), true));
      }
    }
    if (overdue && dropped) {
      troubles.remove(job.key());
      return new Outcome.Done();
    }
    return new Outcome.Later(pause(trouble.times()), String.valueOf(cause.getMessage()));
  }

  /// Another try changes nothing.
  private Outcome refused(Job job, long installation, ForgeException.Forbidden cause) {
    String words = String.valueOf(cause.getMessage());
    if (cause.installationGone()) {
      surroundings.installations().quieten(installation, Quiet.REFUSED);
      LOG.info("Installation {} is quiet from now on: {}", installation, words);
    } else if (cause.archived()) {
      once(job, "the repository is archived and takes no more");
    } else {
      once(job, words);
      tell(job, cause);
    }
    return new Outcome.Done();
  }

  private void once(Job job, String words) {
    Instant now = surroundings.clock().instant();
    said.values().removeIf(at -> at.isBefore(now.minus(Duration.ofHours(1))));
    if (said.putIfAbsent(words, now) == null) {
      LOG.warn("{} {}: {}", job.kind(), job.key(), words);
    }
  }

  private boolean tell(Job job, Throwable cause) {
    if (!(handler instanceof Troubled troubled)) {
      return true;
    }
    try {
      troubled.tell(job, cause);
      return true;
    } catch (ForgeException e) {
      LOG.debug("{} {}: nor could that be told: {}", job.kind(), job.key(), e.getMessage());
      return false;
    }
  }

  private Duration pause(int times) {
    Patience patience = surroundings.patience();
    Duration pause = patience.first();
    for (int i = 1; i < times && pause.compareTo(patience.longest()) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return jittered(pause.compareTo(patience.longest()) < 0 ? pause : patience.longest());
  }

  /// Up to a quarter longer, so that what failed together does not come back together.
  private static Duration jittered(Duration pause) {
    return pause.plusMillis(ThreadLocalRandom.current().nextLong(pause.toMillis() / 4 + 1));
  }

  @Override
  public void gaveUp(Job job, Throwable cause) {
    handler.gaveUp(job, cause);
  }
}
