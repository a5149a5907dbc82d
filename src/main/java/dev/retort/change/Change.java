package dev.retort.change;

import dev.retort.change.Fold.Landing;
import dev.retort.schema.ReadingCache;
import java.util.List;

/// A pull request as three snapshots and the fourth that they make.
///
/// @param base the tip of the branch that it would land on
/// @param mergeBase where the two histories parted
/// @param head the pull request's own tree
/// @param landing the repository as it would land
/// @param neighbours what other open pull requests onto the same branch would bring, as far as it
///   is known
/// @param replays what it does to schemas
public record Change(
    Snapshot base,
    Snapshot mergeBase,
    Snapshot head,
    Landing landing,
    List<Neighbour> neighbours,
    Replays replays) {
  public Change {
    neighbours = List.copyOf(neighbours);
  }

  /// With nothing else on its way.
  public Change(Snapshot base, Snapshot mergeBase, Snapshot head, Landing landing) {
    this(base, mergeBase, head, landing, List.of(), new Replays());
  }

  /// A whole tree with some files edited: nothing lands on anything.
  ///
  /// @param was the same before
  public static Change edited(Change was, Snapshot tree) {
    return new Change(
        was.base(),
        was.mergeBase(),
        tree,
        new Landing(tree, List.of()),
        List.of(),
        was.replays().afresh());
  }

  public static Change of(Snapshot base, Snapshot mergeBase, Snapshot head) {
    return new Change(base, mergeBase, head, Fold.land(base, mergeBase, head));
  }

  /// The same change with another head: what is in both is not read again.
  public Change repaired(Snapshot other) {
    return new Change(
        base, mergeBase, other, Fold.land(base, mergeBase, other), List.of(), replays.afresh());
  }

  /// The same change, with what was read for others.
  ///
  /// @param cache what is read now is kept there too
  public Change remembering(ReadingCache cache) {
    return new Change(base, mergeBase, head, landing, neighbours, new Replays(cache));
  }

  /// The same change, with what else is on its way.
  public Change beside(List<Neighbour> others) {
    return new Change(base, mergeBase, head, landing, others, replays);
  }
}
