package dev.retort.schema;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is known of the texts of functions, procedures, views and domains.
final class ObjectTexts {
  /// By name and arguments.
  private final Map<String, Map<String, Routine>> byName = new HashMap<>();

  /// The names that stand in views and domains.
  private final Map<ObjectName, Set<String>> named = new HashMap<>();

  ObjectTexts copy() {
    ObjectTexts copy = new ObjectTexts();
    byName.forEach((name, all) -> copy.byName.put(name, new LinkedHashMap<>(all)));
    copy.named.putAll(named);
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

  /// A view's or a domain's; nobody knows what stands in it where it is empty.
  void put(ObjectName object, Optional<Routine> text) {
    text.ifPresentOrElse(each -> named.put(object, each.calls()), () -> named.remove(object));
  }

  /// Whether a name stands in the text of a view or a domain, or may.
  ///
  /// @param name with its schema, unless that is the default one
  boolean mayName(ObjectName object, String name) {
    String plain = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(named.get(object)).map(all -> all.contains(plain)).orElse(true);
  }
}
