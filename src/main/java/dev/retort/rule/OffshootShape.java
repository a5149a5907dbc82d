package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;

/// How an offshoot came to end beside the head.
public enum OffshootShape {
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

  static OffshootShape of(History after, HeadCount.Offshoot offshoot) {
    Revision leaves = offshoot.leaves();
    if (offshoot.own().isEmpty()) {
      return leaves.id().equals(offshoot.head()) ? BARED : CUT_OFF;
    }
    if (leaves.downRevisions().isEmpty()) {
      return ROOTLESS;
    }
    boolean alreadySo =
        leaves.downRevisions().contains(offshoot.counterpart())
            || after.isAbove(offshoot.counterpart(), leaves.id())
            || !Unambiguous.declares(after, offshoot.counterpart());
    return alreadySo ? ENDS_BESIDE : FORKS;
  }
}
