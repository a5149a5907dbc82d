package dev.retort.repair;

import dev.retort.rule.Policy;
import java.util.Optional;

/// One way to make a history better. Steps build on one another; none is trusted before the
/// finished repair is proved.
///
/// To add one: its own file, this list, and the planner's order.
public sealed interface Step
    permits RePoint,
        TakeUp,
        InOrder,
        MergeRevision,
        Undo,
        Renumber,
        ShortId,
        ReParent,
        NumberedParent,
        DropMerge,
        Restore,
        Join,
        Prune,
        ByDate,
        MergeHeads,
        Linear,
        DropCopy,
        DropIdle,
        LostDependency,
        Open {
  /// @return the draft with this step taken; empty where it has nothing to do or cannot do it
  Optional<Draft> take(Draft draft, Policy policy);
}
