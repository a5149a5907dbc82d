package dev.retort.repair;

import dev.retort.change.HistoryChange;
import dev.retort.rule.Prose;
import dev.retort.schema.Collision;
import dev.retort.schema.Commutation;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Provenance;
import dev.retort.schema.TwoHeads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The order in which the lines that end in some heads can run on a database, where what they do to
/// the schema forces one: what a line uses has to be made before it.
///
/// @param heads in that order; of two that nothing orders, the one that was named first comes first
/// @param forced those that something orders, in the same order
/// @param reasons the pairs that do, those of the same lines once
record NeededOrder(List<String> heads, List<String> forced, List<Collision> reasons) {
  /// Revisions that are replayed to compare each pair of lines.
  private static final int MOST_REPLAYED = 60_000;

  NeededOrder {
    heads = List.copyOf(heads);
    forced = List.copyOf(forced);
    reasons = List.copyOf(reasons);
  }

  /// @param heads of the draft's outcome
  /// @return empty where two lines need one another, or it would take too long to know
  static Optional<NeededOrder> of(Draft draft, List<String> heads) {
    HistoryChange change = draft.outcome();
    long work = (long) heads.size() * heads.size() * change.after().revisions().size();
    if (work > MOST_REPLAYED) {
      return Optional.empty();
    }
    Map<String, Set<String>> before = new HashMap<>();
    List<Collision> reasons = new ArrayList<>();
    Set<String> forced = new HashSet<>();
    for (int i = 0; i < heads.size(); i++) {
      for (int j = i + 1; j < heads.size(); j++) {
        String one = heads.get(i);
        String other = heads.get(j);
        if (!(commutation(draft, change, one, other) instanceof Commutation.Collide collide)) {
          continue;
        }
        for (Collision collision : collide.collisions()) {
          if (collision.order() == Collision.Order.NONE) {
            continue;
          }
          boolean oneFirst = collision.order() == Collision.Order.ONE_FIRST;
          String later = oneFirst ? other : one;
          String first = oneFirst ? one : other;
          if (before.computeIfAbsent(later, _ -> new HashSet<>()).add(first)) {
            reasons.add(collision);
          }
          forced.add(one);
          forced.add(other);
        }
      }
    }
    List<String> ordered = new ArrayList<>();
    List<String> left = new ArrayList<>(heads);
    while (!left.isEmpty()) {
      Optional<String> next =
          left.stream()
              .filter(
                  head -> before.getOrDefault(head, Set.of()).stream().noneMatch(left::contains))
              .findFirst();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      ordered.add(next.get());
      left.remove(next.get());
    }
    return Optional.of(
        new NeededOrder(ordered, ordered.stream().filter(forced::contains).toList(), reasons));
  }

  /// What is worked out for the change itself is worked out once.
  private static Commutation commutation(
      Draft draft, HistoryChange change, String one, String other) {
    return draft.untouched()
        ? change.commutation(one, other)
        : TwoHeads.of(
            change.after(),
            change.change().landing().tree(),
            change.databases().first(),
            Set.of(one),
            Set.of(other));
  }

  /// What is to be said of the reasons, a clause each.
  List<Prose> clauses() {
    return reasons.stream().map(NeededOrder::clause).toList();
  }

  private static Prose clause(Collision collision) {
    boolean oneFirst = collision.order() == Collision.Order.ONE_FIRST;
    Provenance first = oneFirst ? collision.one() : collision.other();
    Provenance later = oneFirst ? collision.other() : collision.one();
    boolean needs = collision.kind() == Collision.Kind.NEEDS;
    ObjectName object = collision.object();
    return Prose.EMPTY
        .id(later.revision())
        .text(needs ? " needs " : " drops or renames ")
        .text(object.kind().words() + " ")
        .id(object.label())
        .text(", which ")
        .id(first.revision())
        .text(needs ? " makes (" : " needs (")
        .line(later.path(), later.line())
        .text(")");
  }

  /// Whether anything orders any two.
  boolean isForced() {
    return !reasons.isEmpty();
  }
}
