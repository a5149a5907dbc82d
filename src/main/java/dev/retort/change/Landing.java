package dev.retort.change;

import java.util.List;

/// What a three-way fold makes.
///
/// @param tree the repository as it would land; for a path in conflict, the pull request's side
///   where it has one, otherwise the base's
/// @param conflicts paths that both sides changed differently, sorted
public record Landing(Snapshot tree, List<String> conflicts) {
  public Landing {
    conflicts = List.copyOf(conflicts);
  }
}
