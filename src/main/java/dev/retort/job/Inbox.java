package dev.retort.job;

import java.util.List;

/// Where work is handed in.
public interface Inbox {
  /// Returns when every job is stored; after that, none is lost. All are taken, or none. A job of
  /// the same kind and key that waits is replaced; one that runs is followed by exactly one more
  /// run with the newest payload. A new job runs at once, also where the one it replaces had been
  /// put off; of several, the first begins first.
  ///
  /// @throws QueueUnavailableException where the database does not take it: the sender must be told
  void accept(List<Job> jobs);
}
