package dev.retort.alembic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Who points at whom, by position in load order: ids, labels and dependencies resolved as
/// Alembic's map does, the last file of a duplicate id winning and its losers staying behind as
/// stray objects that point down and that nothing points at.
///
/// @param revisions in load order
/// @param byId every position that declares an id, in load order
/// @param labels the position that a label names; the first declaration counts
/// @param parents by `down_revision`, what exists of it, as positions of winners
/// @param dependencies by `depends_on`, likewise
/// @param children the winners whose id names a position in `down_revision`
/// @param dependents the winners whose id depends on a position
record Links(
    List<Revision> revisions,
    Map<String, List<Integer>> byId,
    Map<String, Integer> labels,
    int[][] parents,
    int[][] dependencies,
    int[][] children,
    int[][] dependents) {
  private static final int[] NONE = {};

  static Links between(List<Revision> revisions) {
    Map<String, List<Integer>> byId = LinkedHashMap.newLinkedHashMap(revisions.size());
    Map<String, Integer> labels = new HashMap<>();
    for (int i = 0; i < revisions.size(); i++) {
      byId.merge(revisions.get(i).id(), List.of(i), Links::joined);
    }
    for (int i = 0; i < revisions.size(); i++) {
      for (BranchLabel label : revisions.get(i).branchLabels()) {
        if (label.isText()) {
          labels.putIfAbsent(label.name(), i);
        }
      }
    }
    int[][] parents = new int[revisions.size()][];
    int[][] dependencies = new int[revisions.size()][];
    for (int i = 0; i < revisions.size(); i++) {
      Revision revision = revisions.get(i);
      parents[i] = resolve(revision.downRevisions(), revisions, byId, Map.of());
      dependencies[i] =
          dependsOnNothing(revision)
              ? NONE
              : resolve(revision.dependsOn(), revisions, byId, labels);
    }
    int[] winners = new int[revisions.size()];
    byId.values().forEach(same -> same.forEach(i -> winners[i] = same.getLast()));
    // A loser with a label is still met under its label, and counts for its id.
    IntPredicate counts = i -> winners[i] == i || !revisions.get(i).branchLabels().isEmpty();
    return new Links(
        revisions,
        byId,
        labels,
        parents,
        dependencies,
        reversed(parents, winners, counts),
        reversed(dependencies, winners, counts));
  }

  /// Edges turned round, of winners alone.
  int[][] reversed(int[][] edges) {
    int[] self = IntStream.range(0, size()).toArray();
    return reversed(edges, self, this::isWinner);
  }

  /// An empty text as the only dependency is falsy to Alembic: it depends on nothing, and yet the
  /// revision is no real base.
  static boolean dependsOnNothing(Revision revision) {
    return revision.dependsOn().isEmpty() || revision.dependsOn().equals(List.of(""));
  }

  int size() {
    return revisions.size();
  }

  /// The position that Alembic keeps for an id.
  int winner(String id) {
    List<Integer> same = byId.get(id);
    return same == null ? -1 : same.getLast();
  }

  boolean isWinner(int i) {
    return winner(revisions.get(i).id()) == i;
  }

  /// Everything reachable from some positions, themselves included.
  BitSet reach(Iterable<Integer> from, boolean upwards, boolean throughDependencies) {
    BitSet seen = new BitSet(size());
    int[] stack = new int[Math.max(16, size())];
    int top = 0;
    for (int start : from) {
      if (!seen.get(start)) {
        seen.set(start);
        stack[top++] = start;
      }
    }
    while (top > 0) {
      int at = stack[--top];
      int rounds = throughDependencies ? 2 : 1;
      for (int round = 0; round < rounds; round++) {
        int[][] edges =
            round == 0 ? (upwards ? children : parents) : upwards ? dependents : dependencies;
        for (int next : edges[at]) {
          if (!seen.get(next)) {
            seen.set(next);
            stack[top++] = next;
          }
        }
      }
    }
    return seen;
  }

  /// Adds everything one step or more below a position by `down_revision`. What is in the set
  /// already is not entered again: all below it is taken to be in the set as well.
  void reachBelow(int start, BitSet seen) {
    IntStack open = new IntStack();
    open.push(start);
    while (!open.isEmpty()) {
      for (int parent : parents[open.pop()]) {
        if (!seen.get(parent)) {
          seen.set(parent);
          open.push(parent);
        }
      }
    }
  }

  /// Positions still to be walked from.
  private static final class IntStack {
    private int[] held = new int[64];
    private int size;

    boolean isEmpty() {
      return size == 0;
    }

    void push(int position) {
      if (size == held.length) {
        held = Arrays.copyOf(held, 2 * size);
      }
      held[size++] = position;
    }

    int pop() {
      return held[--size];
    }
  }

  private static List<Integer> joined(List<Integer> one, List<Integer> other) {
    List<Integer> both = one.size() == 1 ? new ArrayList<>(one) : one;
    both.addAll(other);
    return both;
  }

  private static int[] resolve(
      List<String> names,
      List<Revision> revisions,
      Map<String, List<Integer>> byId,
      Map<String, Integer> labels) {
    if (names.isEmpty()) {
      return NONE;
    }
    if (names.size() == 1 && byId.containsKey(names.getFirst())) {
      return new int[] {byId.get(names.getFirst()).getLast()};
    }
    Set<Integer> found = LinkedHashSet.newLinkedHashSet(names.size());
    for (String name : names) {
      List<Integer> same = byId.get(name);
      Integer owner = same == null ? labels.get(name) : null;
      if (owner != null) {
        same = byId.get(revisions.get(owner).id());
      }
      if (same != null) {
        found.add(same.getLast());
      }
    }
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int[][] reversed(int[][] edges, int[] winners, IntPredicate counts) {
    int[] sizes = new int[edges.length];
    for (int i = 0; i < edges.length; i++) {
      for (int target : counts.test(i) ? edges[i] : NONE) {
        sizes[target]++;
      }
    }
    int[][] reversed = new int[edges.length][];
    Arrays.setAll(reversed, i -> sizes[i] == 0 ? NONE : new int[sizes[i]]);
    for (int i = 0; i < edges.length; i++) {
      for (int target : counts.test(i) ? edges[i] : NONE) {
        reversed[target][reversed[target].length - sizes[target]--] = winners[i];
      }
    }
    Arrays.setAll(
        reversed,
        i ->
            reversed[i].length < 2 ? reversed[i] : Arrays.stream(reversed[i]).distinct().toArray());
    return reversed;
  }
}
