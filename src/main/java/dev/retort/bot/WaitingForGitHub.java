package dev.retort.bot;

import dev.retort.forge.ForgeException;
import dev.retort.job.Handler;
import dev.retort.job.Job;

/// Puts a job off while GitHub cannot serve it: a limit that is spent or an outage is no failure of
/// the job, and no thread sleeps meanwhile.
public record WaitingForGitHub(Handler handler) implements Handler {
  @Override
  public String kind() {
    return handler.kind();
  }

  @Override
  public Outcome handle(Job job) {
    try {
      return handler.handle(job);
    } catch (ForgeException.Unavailable e) {
      return new Outcome.Later(e.retryAfter(), String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void gaveUp(Job job, Throwable cause) {
    handler.gaveUp(job, cause);
  }
}
