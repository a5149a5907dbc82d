package dev.retort.job;

import java.util.List;

/// Where work is handed in.
public interface Inbox {
  /// Returns when every job is on disk; after that, none is lost.
  ///
  /// @throws QueueUnavailableException where the database does not take it: the sender must be told
  void accept(List<Job> jobs);
}
