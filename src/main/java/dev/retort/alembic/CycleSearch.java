package dev.retort.alembic;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;

/// The search for the cycles of a history, and for those that Alembic would notice: it only asks
/// which revisions lie between its bases and its heads, so a cycle that does is overlooked.
final class CycleSearch {
  private final Links links;

  private CycleSearch(Links links) {
    this.links = links;
  }

  /// @param cycles as the history reports them
  /// @param strayIds ids that Alembic would name in a refusal, sorted; empty where it refuses
  ///   nothing
  record Found(List<History.Cycle> cycles, Set<String> strayIds) {}

  static Found in(Links links) {
    return new CycleSearch(links).search();
  }

  private Found search() {
    List<Set<Integer>> byParents = knots(false);
    List<Set<Integer>> byBoth = knots(true);
    boolean emptyDependency =
        links.revisions().stream()
            .anyMatch(r -> Links.dependsOnNothing(r) && !r.dependsOn().isEmpty());
    if (byBoth.isEmpty() && !emptyDependency) {
      return new Found(List.of(), Set.of());
    }
    Set<String> stray = stray(false);
    if (stray.isEmpty()) {
      stray = stray(true);
    }
    List<History.Cycle> cycles = new ArrayList<>();
    for (Set<Integer> knot : byParents) {
      cycles.add(cycle(knot, false, stray));
    }
    Set<Set<Integer>> known = new HashSet<>(byParents);
    for (Set<Integer> knot : byBoth) {
      if (!known.contains(knot)) {
        cycles.add(cycle(knot, true, stray));
      }
    }
    return new Found(cycles, stray);
  }

  private History.Cycle cycle(Set<Integer> knot, boolean throughDependency, Set<String> stray) {
    List<String> ids = knot.stream().map(i -> links.revisions().get(i).id()).sorted().toList();
    boolean loop = knot.size() == 1;
    return new History.Cycle(
        ids, throughDependency, loop || ids.stream().anyMatch(stray::contains));
  }

  /// Groups of winners that reach one another, in the order of their smallest id.
  private List<Set<Integer>> knots(boolean throughDependencies) {
    BitSet tangled = tangled(throughDependencies);
    if (tangled.isEmpty()) {
      return List.of();
    }
    DefaultDirectedGraph<Integer, DefaultEdge> graph =
        new DefaultDirectedGraph<>(DefaultEdge.class);
    tangled.stream().forEach(graph::addVertex);
    tangled.stream()
        .forEach(child -> {
          for (int parent : links.parents()[child]) {
            addEdge(graph, tangled, child, parent);
          }
          if (throughDependencies) {
            for (int dependency : links.dependencies()[child]) {
              addEdge(graph, tangled, child, dependency);
            }
          }
        });
    return new KosarajuStrongConnectivityInspector<>(graph)
        .stronglyConnectedSets().stream()
            .filter(set -> set.size() > 1 || set.stream().anyMatch(i -> graph.containsEdge(i, i)))
            .sorted(Order.by(this::smallestId))
            .toList();
  }

  private static void addEdge(
      DefaultDirectedGraph<Integer, DefaultEdge> graph, BitSet tangled, int child, int parent) {
    if (tangled.get(parent)) {
      graph.addEdge(child, parent);
    }
  }

  private String smallestId(Set<Integer> knot) {
    return knot.stream()
        .map(i -> links.revisions().get(i).id())
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  /// What is left after taking away, again and again, whatever has no parent left: nothing in
  /// nearly every history, which is then known to be free of cycles without building a graph.
  private BitSet tangled(boolean throughDependencies) {
    int[] waiting = new int[links.size()];
    int[] queue = new int[links.size()];
    int end = 0;
    int[][] children = links.reversed(links.parents());
    int[][] dependents = throughDependencies ? links.reversed(links.dependencies()) : new int[0][];
    BitSet left = new BitSet(links.size());
    for (int i = 0; i < links.size(); i++) {
      if (!links.isWinner(i)) {
        continue;
      }
      left.set(i);
      waiting[i] =
          links.parents()[i].length + (throughDependencies ? links.dependencies()[i].length : 0);
      if (waiting[i] == 0) {
        queue[end++] = i;
      }
    }
    for (int at = 0; at < end; at++) {
      left.clear(queue[at]);
      for (int child : children[queue[at]]) {
        if (--waiting[child] == 0) {
          queue[end++] = child;
        }
      }
      if (throughDependencies) {
        for (int dependent : dependents[queue[at]]) {
          if (--waiting[dependent] == 0) {
            queue[end++] = dependent;
          }
        }
      }
    }
    return left;
  }

  /// The ids outside what lies below the heads and above the bases; all ids where there are none of
  /// either.
  private Set<String> stray(boolean real) {
    List<Integer> heads = new ArrayList<>();
    List<Integer> bases = new ArrayList<>();
    for (int i = 0; i < links.size(); i++) {
      if (links.children()[i].length == 0 && (!real || links.dependents()[i].length == 0)) {
        heads.add(i);
      }
      Revision revision = links.revisions().get(i);
      if (revision.downRevisions().isEmpty() && (!real || revision.dependsOn().isEmpty())) {
        bases.add(i);
      }
    }
    Set<String> below = ids(links.reach(heads, false, real));
    below.retainAll(ids(links.reach(bases, true, real)));
    Set<String> stray = new java.util.TreeSet<>(links.byId().keySet());
    stray.removeAll(below);
    return stray;
  }

  private Set<String> ids(BitSet positions) {
    Set<String> ids = new HashSet<>();
    positions.stream().forEach(i -> ids.add(links.revisions().get(i).id()));
    return ids;
  }
}
