package dev.retort.change;

/// The three-way fold, file by file, as git would merge: a side that left a path as it was at the
/// merge base yields to the side that changed it.
final class Fold {
  private Fold() {}

  static Landing land(Snapshot base, Snapshot mergeBase, Snapshot head) {
    throw new UnsupportedOperationException("being built");
  }
}
