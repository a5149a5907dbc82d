package dev.retort.verdict;

import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.evidence.ShippedBranches;
import dev.retort.rule.Finding;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Which of a change's revisions a shipped branch carries. The branches are read once for all
/// environments, and only where a repair depends on it.
final class ShippedRevisions {
  private final RevisionCache cache;
  private final ShippedBranches branches;
  private final Settings.Shipped meant;
  private Optional<List<Snapshot>> trees = Optional.empty();

  ShippedRevisions(RevisionCache cache, ShippedBranches branches, Settings.Shipped meant) {
    this.cache = cache;
    this.branches = branches;
    this.meant = meant;
  }

  /// The ids of the revisions that databases may have run although the base does not have them.
  Set<String> among(HistoryChange change, List<Finding> findings) {
    Set<String> added = change.addedIds();
    if (added.isEmpty() || findings.stream().noneMatch(Finding::fails)) {
      return Set.of();
    }
    HistoryReader reader = new HistoryReader(cache);
    Set<String> carried = new TreeSet<>();
    for (Snapshot tree : trees()) {
      reader.read(tree, change.environment()).revisions().stream()
          .map(revision -> revision.id())
          .filter(added::contains)
          .forEach(carried::add);
    }
    return carried;
  }

  private List<Snapshot> trees() {
    List<Snapshot> read = trees.orElseGet(() -> branches.trees(meant.patterns()));
    trees = Optional.of(read);
    return read;
  }
}
