package dev.retort.forge;

import java.time.Instant;
import java.util.Optional;

/// What GitHub allows an installation, as far as it has to be remembered beyond the process.
public interface Limits {
  /// Remembers nothing, and allows everything.
  Limits NONE =
      new Limits() {
        @Override
        public Optional<Instant> quietUntil(long installation) {
          return Optional.empty();
        }

        @Override
        public void quieten(long installation, Instant until) {}

        @Override
        public Optional<Instant> write(long installation) {
          return Optional.empty();
        }
      };

  /// @param installation GitHub's id; 0 for the App itself
  /// @return until when GitHub wants nothing sent
  Optional<Instant> quietUntil(long installation);

  void quieten(long installation, Instant until);

  /// Counts one request that changes something.
  ///
  /// @return empty where it may be sent now; else when to ask again
  Optional<Instant> write(long installation);
}
