package dev.retort.job;

import java.util.Optional;

/// What is about to be done to the outside world, written before it is done and looked up before it
/// is repeated.
public interface Intents {
  /// What was recorded under this key.
  Optional<String> find(String key);

  /// Records, durably; replaces what was there.
  void record(String key, String value);
}
