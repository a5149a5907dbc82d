package dev.retort.verdict;

import dev.retort.change.Snapshot;
import dev.retort.repair.GitEvidence;
import java.util.Optional;

/// What a judgement depends on beyond the change itself.
///
/// @param settings the tree whose settings count; empty for the change's base, so that a change
///   cannot switch off its own judge. Where a whole tree is judged without a base, it is that tree
/// @param acceptances what is let pass: told, but failing nothing and repaired by nothing
/// @param evidence what git's history tells of files that are missed; nothing where nobody asked
///   git
public record Circumstances(
    Optional<Snapshot> settings, Acceptances acceptances, GitEvidence evidence) {
  /// A change onto its base, nothing let pass, and git's history not asked.
  public static final Circumstances USUAL =
      new Circumstances(Optional.empty(), Acceptances.NONE, GitEvidence.NONE);

  public Circumstances with(Acceptances others) {
    return new Circumstances(settings, others, evidence);
  }

  public Circumstances with(GitEvidence other) {
    return new Circumstances(settings, acceptances, other);
  }

  public Circumstances withSettingsOf(Snapshot tree) {
    return new Circumstances(Optional.of(tree), acceptances, evidence);
  }
}
