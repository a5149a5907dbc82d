package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;

/// How a branch came to end beside the head.
public enum BranchShape {
  /// What revised it is gone.
  BARED,
  /// A revision above it was given other parents.
  CUT_OFF,
  /// It revises nothing.
  ROOTLESS,
  /// It cannot be told to continue the head: it does already, or which file is meant is not known.
  ENDS_BESIDE,
  /// It continues what the head continues.
  FORKS;

  static BranchShape of(History after, Branching.Branch branch) {
    Revision leaves = branch.leaves();
    if (branch.own().isEmpty()) {
      return leaves.id().equals(branch.head()) ? BARED : CUT_OFF;
    }
    if (leaves.downRevisions().isEmpty()) {
      return ROOTLESS;
    }
    boolean alreadySo =
        leaves.downRevisions().contains(branch.counterpart())
            || after.isAbove(branch.counterpart(), leaves.id())
            || !Unambiguous.declares(after, branch.counterpart());
    return alreadySo ? ENDS_BESIDE : FORKS;
  }
}
