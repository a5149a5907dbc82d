package dev.retort.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// Remembers the payloads it was run with, then does what it was told to.
final class RecordingHandler implements Handler {
  static final Outcome DONE = new Outcome.Done();

  final List<String> begun = new CopyOnWriteArrayList<>();
  final List<String> ended = new CopyOnWriteArrayList<>();
  final List<String> givenUp = new CopyOnWriteArrayList<>();
  private final String kind;
  private final Function<Job, Outcome> work;

  RecordingHandler(String kind, Function<Job, Outcome> work) {
    this.kind = kind;
    this.work = work;
  }

  static Outcome later(Duration pause) {
    return new Outcome.Later(pause, "not yet");
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public Outcome handle(Job job) {
    begun.add(job.payload());
    var outcome = work.apply(job);
    ended.add(job.payload());
    return outcome;
  }

  @Override
  public void gaveUp(Job job, Throwable cause) {
    givenUp.add(job.payload() + ": " + cause.getMessage());
  }
}
