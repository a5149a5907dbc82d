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
final class RunOrder {
  private final History history;
  private final List<Revision> order = new ArrayList<>();
  private final Map<String, Integer> positions = new HashMap<>();
  private final List<BitSet> below = new ArrayList<>();
  private final boolean linear;

  private RunOrder(History history) {
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

  static RunOrder of(History history) {
    return new RunOrder(history);
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

  /// The order in which `alembic upgrade heads` runs them, since its 1.6: from the heads downwards,
  /// one line as deep as it goes, and reversed. Where two lines meet in a merge revision, that of
  /// the parent named last runs first. As [#everything()] where there is a circle.
  List<Revision> asRun() {
    return linear ? everything() : new Descending().run();
  }

  /// Alembic's walk over several lines.
  private final class Descending {
    private final int[] waiting = new int[order.size()];
    private final List<Integer> current = new ArrayList<>();
    private final BitSet among = new BitSet();
    private final BitSet left = new BitSet();
    private final List<Revision> walked = new ArrayList<>();

    List<Revision> run() {
      left.set(0, order.size());
      for (Revision revision : order) {
        steps(revision).forEach(parent -> waiting[parent]++);
      }
      history.revisions().stream()
          .map(revision -> positions.get(revision.id()))
          .filter(position -> position != null && waiting[position] == 0)
          .distinct()
          .forEach(this::enter);
      int at = 0;
      int hops = 0;
      while (!current.isEmpty()) {
        int candidate = current.get(at);
        if (waiting[candidate] > 0) {
          int next = leadingTo(candidate, at);
          if (next < 0 || ++hops > current.size()) {
            return everything();
          }
          at = next;
          continue;
        }
        hops = 0;
        at = leave(candidate, at);
      }
      return walked.size() == order.size() ? List.copyOf(walked.reversed()) : everything();
    }

    private void enter(int position) {
      current.add(position);
      among.set(position);
    }

    /// Takes one up, and goes on below it.
    private int leave(int candidate, int at) {
      walked.add(order.get(candidate));
      left.clear(candidate);
      among.clear(candidate);
      List<Integer> more = new ArrayList<>();
      for (int parent : steps(order.get(candidate))) {
        waiting[parent]--;
        if (left.get(parent) && !among.get(parent)) {
          more.add(parent);
        }
      }
      if (more.isEmpty()) {
        current.subList(at, at + 1).clear();
        return Math.max(at - 1, 0);
      }
      current.set(at, more.getFirst());
      among.set(more.getFirst());
      more.subList(1, more.size()).forEach(this::enter);
      return at;
    }

    /// The first of the others that still needs one.
    private int leadingTo(int candidate, int at) {
      for (int i = 0; i < current.size(); i++) {
        if (i != at && below.get(current.get(i)).get(candidate)) {
          return i;
        }
      }
      return -1;
    }

    private List<Integer> steps(Revision revision) {
      return parents(revision).stream()
          .distinct()
          .map(positions::get)
          .filter(java.util.Objects::nonNull)
          .toList();
    }
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
