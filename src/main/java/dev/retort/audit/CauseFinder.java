package dev.retort.audit;

import java.util.List;

/// One way in which a history falls apart, told by the traces that it leaves.
///
/// To add one: its own file, this list, and [Causes].
sealed interface CauseFinder
    permits ParallelWork, LostRevision, CopiedRevision, MergeByHand, ClosedCircle, NewBeginning {
  /// @return causes in any order, several of one kind where there are several; none without
  ///   evidence
  List<Cause> read(CauseClues clues);
}
