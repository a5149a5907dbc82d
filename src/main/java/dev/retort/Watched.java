package dev.retort;

import dev.retort.job.Handler;
import dev.retort.job.Job;

/// News of each job that another handler has done to the end.
record Watched(Handler handler, Runnable done) implements Handler {
  @Override
  public String kind() {
    return handler.kind();
  }

  @Override
  public Outcome handle(Job job) {
    Outcome outcome = handler.handle(job);
    if (outcome instanceof Outcome.Done) {
      done.run();
    }
    return outcome;
  }

  @Override
  public void gaveUp(Job job, Throwable cause) {
    handler.gaveUp(job, cause);
  }
}
