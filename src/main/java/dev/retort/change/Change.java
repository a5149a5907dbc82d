package dev.retort.change;

/// A pull request as three snapshots and the fourth that they make.
///
/// @param base the tip of the branch that it would land on
/// @param mergeBase where the two histories parted
/// @param head the pull request's own tree
/// @param landing the repository as it would land
public record Change(Snapshot base, Snapshot mergeBase, Snapshot head, Landing landing) {
  public static Change of(Snapshot base, Snapshot mergeBase, Snapshot head) {
    return new Change(base, mergeBase, head, Fold.land(base, mergeBase, head));
  }
}
