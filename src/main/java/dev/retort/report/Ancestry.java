package dev.retort.report;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Who descends from whom, by id.
final class Ancestry {
  private final Map<String, List<String>> parents = new LinkedHashMap<>();
  private final Map<String, List<String>> children = new HashMap<>();

  private Ancestry() {}

  static Ancestry of(History history) {
    Ancestry ancestry = new Ancestry();
    for (Revision revision : history.revisions()) {
      // Of several files that declare an id Alembic keeps the last; a picture shows it once.
      ancestry.parents.put(revision.id(), revision.downRevisions());
    }
    ancestry.link();
    return ancestry;
  }

  private void link() {
    parents.forEach((id, above) -> {
      for (String parent : above) {
        children.computeIfAbsent(parent, key -> new ArrayList<>()).add(id);
      }
    });
  }

  boolean holds(String id) {
    return parents.containsKey(id);
  }

  Set<String> ids() {
    return parents.keySet();
  }

  List<String> parents(String id) {
    return parents.getOrDefault(id, List.of());
  }

  List<String> children(String id) {
    return children.getOrDefault(id, List.of());
  }

  /// What can be reached downwards from these ids, themselves included, without going further down
  /// from an id that the walk stops at. Ids that no file declares are not entered.
  Set<String> below(Collection<String> from, Predicate<String> stop) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>();
    for (String id : from) {
      if (holds(id) && seen.add(id)) {
        open.add(id);
      }
    }
    while (!open.isEmpty()) {
      String id = open.poll();
      if (stop.test(id)) {
        continue;
      }
      for (String parent : parents(id)) {
        if (holds(parent) && seen.add(parent)) {
          open.add(parent);
        }
      }
    }
    return seen;
  }

  /// Those of `within` from which one of `targets` can be reached through `within`.
  Set<String> leadingTo(Collection<String> targets, Set<String> within) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(targets);
    while (!open.isEmpty()) {
      for (String child : children(open.poll())) {
        if (within.contains(child) && seen.add(child)) {
          open.add(child);
        }
      }
    }
    return seen;
  }

  /// Where the lines of two revisions part: the first common ancestors on the way down from the
  /// second, nearest first, at most `most`.
  List<String> forks(String first, String second, int most) {
    Set<String> common = below(List.of(first), id -> false);
    return below(List.of(second), common::contains).stream()
        .filter(common::contains)
        .limit(most)
        .toList();
  }
}
