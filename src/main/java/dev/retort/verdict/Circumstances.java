package dev.retort.verdict;

import dev.retort.change.Snapshot;
import java.util.Optional;

/// What a judgement depends on beyond the change itself.
///
/// @param settings the tree whose settings count; empty for the change's base, so that a change
///   cannot switch off its own judge. Where a whole tree is judged without a base, it is that tree
/// @param acceptances what is let pass: told, but failing nothing and repaired by nothing
public record Circumstances(Optional<Snapshot> settings, Acceptances acceptances) {
  /// A change onto its base, and nothing let pass.
  public static final Circumstances USUAL = new Circumstances(Optional.empty(), Acceptances.NONE);

  public Circumstances with(Acceptances others) {
    return new Circumstances(settings, others);
  }

  public Circumstances withSettingsOf(Snapshot tree) {
    return new Circumstances(Optional.of(tree), acceptances);
  }
}
