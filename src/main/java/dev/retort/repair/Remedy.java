package dev.retort.repair;

import dev.retort.evidence.GitEvidence;
import dev.retort.repair.Repair.Strategy;
import java.util.Optional;
import java.util.Set;

/// What decides between repairs that all work.
///
/// @param strategy the only one wanted, where somebody chose
/// @param preferred what the repository would rather have where heads have to become one, `REPOINT`
///   or `MERGE`; empty where the evidence decides
/// @param shipped ids of revisions that databases may have run although the base does not have
///   them: those that a shipped branch carries
/// @param evidence what git's history knows of files that are missed; nothing where nobody asked
public record Remedy(
    Optional<Strategy> strategy,
    Optional<Strategy> preferred,
    Set<String> shipped,
    GitEvidence evidence) {
  /// The remedy follows the evidence.
  public static final Remedy AUTO = new Remedy(Optional.empty(), Optional.empty(), Set.of());

  public Remedy {
    shipped = Set.copyOf(shipped);
  }

  /// Without anything from git's history.
  public Remedy(Optional<Strategy> strategy, Optional<Strategy> preferred, Set<String> shipped) {
    this(strategy, preferred, shipped, GitEvidence.NONE);
  }

  public Remedy with(GitEvidence other) {
    return new Remedy(strategy, preferred, shipped, other);
  }

  boolean wants(Strategy candidate) {
    return strategy.isEmpty() || strategy.get() == candidate;
  }
}
