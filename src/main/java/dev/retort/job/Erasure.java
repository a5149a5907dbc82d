package dev.retort.job;

import java.util.Set;

/// The removal from the database of what was written about somebody who is gone.
///
/// Intents, pages of the ledger and accounts are named after subjects: a subject is a word of the
/// name, up to a `#` or a `!`. `check 7 4f0c…` and `sticky 7#12` are both named after `7`.
public interface Erasure {
  /// Erases all that is named after one of these, for good.
  ///
  /// @return how many rows there were
  int erase(Set<String> subjects);

  /// Drops the jobs of a share, those that were given up too. One that runs goes on to its end.
  ///
  /// @return how many run
  int stop(String share);
}
