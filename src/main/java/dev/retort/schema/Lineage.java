package dev.retort.schema;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which revisions run before which: by `down_revision`, and by `depends_on` where it names an id.
final class Lineage {
  private final History history;
  private final List<Revision> order = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<BitSet> below = new ArrayList<>();
  private final boolean linear;

  private Lineage(History history) {
    this.history = history;
    Set<String> ids = new LinkedHashSet<>();
    history.revisions().forEach(revision -> ids.add(revision.id()));
    Map<String, Integer> state = new HashMap<>();
    // What hangs on a missing revision comes last: the rest may be what it hangs on.
    Set<String> loose = loose(ids);
    for (String id : ids) {
      if (!loose.contains(id)) {
        visit(id, state);
      }
    }
    for (String id : loose) {
      visit(id, state);
    }
    this.linear =
        history.heads().size() <= 1
            && order.stream().noneMatch(each -> parents(each).size() > 1)
            && ids.stream().noneMatch(id -> history.children(id).size() > 1);
    if (!linear) {
      for (Revision revision : order) {
        BitSet bits = new BitSet(order.size());
        for (String parent : parents(revision)) {
          Integer position = positions.get(parent);
          if (position != null && position < below.size()) {
            bits.or(below.get(position));
            bits.set(position);
          }
        }
        below.add(bits);
      }
    }
  }

  /// The revisions that have a missing one among their ancestors.
  private Set<String> loose(Set<String> ids) {
    Deque<String> queue = new ArrayDeque<>();
    for (String id : ids) {
      if (history.revision(id).filter(each -> missing(each).isPresent()).isPresent()) {
        queue.add(id);
      }
    }
    Set<String> loose = new LinkedHashSet<>();
    while (!queue.isEmpty()) {
      String id = queue.removeFirst();
      if (loose.add(id)) {
        queue.addAll(history.children(id));
      }
    }
    return loose;
  }

  static Lineage of(History history) {
    return new Lineage(history);
  }

  /// Parents first, without recursion: histories are long.
  private void visit(String start, Map<String, Integer> state) {
    Deque<String> stack = new ArrayDeque<>();
    stack.push(start);
    while (!stack.isEmpty()) {
      String id = stack.peek();
      Optional<Revision> revision = history.revision(id);
      if (revision.isEmpty() || state.getOrDefault(id, 0) == 2) {
        stack.pop();
        continue;
      }
      if (state.getOrDefault(id, 0) == 1) {
        stack.pop();
        state.put(id, 2);
        positions.put(id, order.size());
        order.add(revision.get());
        continue;
      }
      state.put(id, 1);
      for (String parent : parents(revision.get()).reversed()) {
        if (state.getOrDefault(parent, 0) == 0) {
          stack.push(parent);
        }
      }
    }
  }

  private static List<String> parents(Revision revision) {
    List<String> parents = new ArrayList<>(revision.downRevisions());
    parents.addAll(revision.dependsOn());
    return parents;
  }

  List<Revision> everything() {
    return List.copyOf(order);
  }

  /// Those of the revisions that lead to some, and these themselves, in the same order.
  List<Revision> leadingTo(Set<String> ids) {
    Set<String> wanted = new LinkedHashSet<>();
    Deque<String> queue = new ArrayDeque<>(ids);
    while (!queue.isEmpty()) {
      String id = queue.removeFirst();
      if (wanted.add(id)) {
        history.revision(id).ifPresent(revision -> queue.addAll(parents(revision)));
      }
    }
    return order.stream().filter(revision -> wanted.contains(revision.id())).toList();
  }

  boolean isLinear() {
    return linear;
  }

  /// Whether the second runs before the first in any order.
  boolean isAbove(String upper, String lower) {
    Integer above = positions.get(upper);
    Integer under = positions.get(lower);
    return above != null
        && under != null
        && (linear || above.equals(under) || below.get(above).get(under));
  }

  /// A parent that no file declares.
  Optional<String> missing(Revision revision) {
    return revision.downRevisions().stream()
        .filter(parent -> history.revision(parent).isEmpty())
        .findFirst();
  }
}
