package dev.retort.repair;

import dev.retort.repair.Repair.Strategy;
import java.util.Optional;
import java.util.Set;

/// What decides between repairs that all work.
///
/// @param strategy the only one wanted, where somebody chose
/// @param shipped ids of revisions that databases may have run although the base does not have
///   them: those that a shipped branch carries
public record Remedy(Optional<Strategy> strategy, Set<String> shipped) {
  /// The remedy follows the evidence.
  public static final Remedy AUTO = new Remedy(Optional.empty(), Set.of());

  public Remedy {
    shipped = Set.copyOf(shipped);
  }

  boolean wants(Strategy candidate) {
    return strategy.isEmpty() || strategy.get() == candidate;
  }
}
