package dev.retort.evidence;

import dev.retort.change.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/// The branches whose revisions databases may have run, read by somebody who can. Asked only where
/// a change fails and brings revisions of its own.
@FunctionalInterface
public interface ShippedBranches {
  /// More are not looked at: each costs the reading of a tree.
  int MOST = 20;

  /// Nobody can tell.
  ShippedBranches NONE = shipped -> List.of();

  /// The trees of at most [#MOST] branches. Where there are more, of the last by name: those of
  /// releases mostly count up.
  ///
  /// @param tips commits, by whatever begins with the branch's name
  static List<Snapshot> last(SortedMap<String, String> tips, Function<String, Snapshot> read) {
    return tips.reversed().values().stream().distinct().limit(MOST).map(read).toList();
  }

  /// The trees of at most [#MOST] of them; the change's own base may be left out.
  List<Snapshot> trees(Optional<List<BranchPattern>> shipped);
}
