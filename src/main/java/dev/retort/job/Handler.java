package dev.retort.job;

import java.time.Duration;

/// Does the jobs of one kind. Jobs of one key never run at the same time; a job runs at least once,
/// so a handler looks up what an earlier run may have done.
public interface Handler {
  /// The kind of job that it does.
  String kind();

  /// An exception counts as a failure that is tried again, with growing pauses.
  Outcome handle(Job job);

  /// How a job ended.
  sealed interface Outcome {
    /// Done, or found to be superseded.
    record Done() implements Outcome {}

    /// Not yet: run again after the pause. It counts as no failure.
    record Later(Duration pause, String reason) implements Outcome {}
  }
}
