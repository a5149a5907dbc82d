package dev.retort.schema;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The functions and procedures whose bodies are known, by their names.
final class Routines {
  private final Map<String, Map<String, Routine>> byName = new HashMap<>();

  Routines copy() {
    Routines copy = new Routines();
    byName.forEach((name, all) -> copy.byName.put(name, new LinkedHashMap<>(all)));
    return copy;
  }

  /// One of the same arguments gives way.
  void define(String name, Routine routine) {
    byName.computeIfAbsent(name, _ -> new LinkedHashMap<>()).put(routine.arguments(), routine);
  }

  /// Which of several is dropped is not told, and so they stay.
  void drop(String name) {
    if (of(name).size() == 1) {
      byName.remove(name);
    }
  }

  private Collection<Routine> of(String name) {
    return byName.getOrDefault(name, Map.of()).values();
  }

  /// What a call of any function of a name may do, with all that is called by it; empty where that
  /// changes no schema.
  Optional<Routine> called(String name) {
    Set<String> seen = new HashSet<>(Set.of(name));
    Deque<String> left = new ArrayDeque<>(List.of(name));
    Set<String> touches = new HashSet<>();
    Set<String> drops = new HashSet<>();
    boolean unbounded = false;
    while (!left.isEmpty()) {
      for (Routine routine : of(left.remove())) {
        touches.addAll(routine.touches());
        drops.addAll(routine.drops());
        unbounded |= routine.unbounded();
        routine.calls().stream().filter(seen::add).forEach(left::add);
      }
    }
    return touches.isEmpty() && !unbounded
        ? Optional.empty()
        : Optional.of(new Routine("", touches, drops, unbounded, Set.of()));
  }
}
