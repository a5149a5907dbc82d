package dev.retort.audit;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.audit.BranchPoint.Offshoot;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The search for what became of every offshoot.
///
/// Each revision is given the set of merges and heads that can be reached from it; two offshoots
/// are joined where their sets meet, in the lowest of those merges. Sets are shared along straight
/// runs, so they are as many as forks, merges and heads.
final class BranchPoints {
  private final History history;
  private final Order order;

  /// Merges and heads, parents first.
  private final List<Integer> marks = new ArrayList<>();

  private final Map<Integer, Integer> markOf = new HashMap<>();
  private final BitSet merges = new BitSet();
  private final BitSet heads = new BitSet();

  /// By place: the marks above it.
  private final List<BitSet> reached;

  private BranchPoints(History history, Order order) {
    this.history = history;
    this.order = order;
    for (int place = 0; place < order.size(); place++) {
      boolean merge = parents(place) > 1;
      if (merge || order.children(place).length == 0) {
        merges.set(marks.size(), merge);
        heads.set(
            marks.size(), history.revision(order.id(place)).filter(history::isHead).isPresent());
        markOf.put(place, marks.size());
        marks.add(place);
      }
    }
    this.reached = reach();
  }

  /// In the order of the history, the lowest first.
  static List<BranchPoint> of(History history, Order order) {
    BranchPoints points = new BranchPoints(history, order);
    boolean labelled =
        history.revisions().stream().anyMatch(revision -> !revision.branchLabels().isEmpty());
    List<BranchPoint> found = new ArrayList<>();
    for (int place = 0; place < order.size(); place++) {
      if (order.children(place).length > 1) {
        found.add(points.at(place, labelled));
      }
    }
    return List.copyOf(found);
  }

  private int parents(int place) {
    return history
        .revision(order.id(place))
        .map(revision ->
            (int) revision.downRevisions().stream().filter(this::exists).distinct().count())
        .orElse(0);
  }

  private boolean exists(String id) {
    return history.revision(id).isPresent();
  }

  private List<BitSet> reach() {
    BitSet[] sets = new BitSet[order.size()];
    BitSet nothing = new BitSet();
    for (int place = sets.length - 1; place >= 0; place--) {
      int[] children = order.children(place);
      if (children.length == 0) {
        sets[place] = nothing;
      } else if (children.length == 1 && !markOf.containsKey(children[0])) {
        sets[place] = sets[children[0]];
      } else {
        BitSet above = new BitSet();
        for (int child : children) {
          above.or(sets[child]);
          mark(child, above);
        }
        sets[place] = above;
      }
    }
    return List.of(sets);
  }

  private void mark(int place, BitSet set) {
    Integer mark = markOf.get(place);
    if (mark != null) {
      set.set(mark);
    }
  }

  /// The marks at or above a revision.
  private BitSet from(int place) {
    BitSet own = (BitSet) reached.get(place).clone();
    mark(place, own);
    return own;
  }

  private BranchPoint at(int place, boolean labelled) {
    BitSet seen = new BitSet();
    BitSet seenTwice = new BitSet();
    for (int child : order.children(place)) {
      BitSet own = from(child);
      BitSet again = (BitSet) own.clone();
      again.and(seen);
      seenTwice.or(again);
      seen.or(own);
    }
    seenTwice.and(merges);
    List<Offshoot> offshoots = new ArrayList<>();
    for (int child : order.children(place)) {
      offshoots.add(offshoot(child, seenTwice, labelled));
    }
    String id = order.id(place);
    return new BranchPoint(id, path(id), offshoots);
  }

  /// @param joining merges that several offshoots of the point lead to
  private Offshoot offshoot(int place, BitSet joining, boolean labelled) {
    BitSet own = from(place);
    BitSet common = (BitSet) own.clone();
    common.and(joining);
    int first = common.nextSetBit(0);
    Optional<String> mergedIn =
        first < 0 ? Optional.empty() : Optional.of(order.id(marks.get(first)));
    own.and(heads);
    List<String> ends =
        own.stream()
            .limit(Offshoot.MOST_HEADS)
            .mapToObj(mark -> order.id(marks.get(mark)))
            .toList();
    String id = order.id(place);
    return new Offshoot(
        id,
        path(id),
        mergedIn,
        ends,
        own.cardinality() - ends.size(),
        labelled ? history.labels(id) : List.of());
  }

  private String path(String id) {
    return history.revision(id).map(Revision::path).orElse("");
  }
}
