package dev.retort.change;

import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import java.util.List;

/// What a change does to one environment.
///
/// @param environment as it would land (as the base has it where the change removes it)
/// @param before the base branch's history
/// @param mergeBase the history where the two parted
/// @param after the history as it would land
/// @param change the snapshots all this was read from
public record HistoryChange(
    Environment environment, History before, History mergeBase, History after, Change change) {

  /// The revisions that would land and that the base does not have: those of files whose path or
  /// content is new to the base and whose id the base does not declare in another file. In load
  /// order.
  public List<Revision> added() {
    throw new UnsupportedOperationException("being built");
  }
}
