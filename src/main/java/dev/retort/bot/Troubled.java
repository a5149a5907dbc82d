package dev.retort.bot;

import dev.retort.job.Job;

/// Work that people wait for, so that trouble with it has to be seen.
public interface Troubled {
  /// Says where people look that this could not be done, and why. The work goes on being tried.
  void tell(Job job, Throwable cause);

  /// It is not even tried, because the installation is quiet.
  default void leave(Job job) {}
}
