package dev.retort.job;

import java.time.Duration;

/// The handler of one kind of job. Jobs of one lane never run at the same time; a job runs at least
/// once, so a handler looks up what an earlier run may have done.
public interface Handler {
  /// The kind of job that it does.
  String kind();

  /// An exception counts as a failure that is tried again, with growing pauses. The thread is
  /// interrupted when the queue stops and the job takes too long; it then runs again after the
  /// start.
  Outcome handle(Job job);

  /// Called after the last failure, before the job is dropped: the place to make the failure
  /// visible. An exception from here has the whole job tried again, a limited number of times.
  ///
  /// @param cause why the last attempt failed
  default void gaveUp(Job job, Throwable cause) {}

  /// How a job ended.
  sealed interface Outcome {
    /// Done, or found to be superseded.
    record Done() implements Outcome {}

    /// Not yet: run again after the pause. It counts as no failure.
    record Later(Duration pause, String reason) implements Outcome {}
  }
}
