package dev.retort.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The module's names at one moment of its execution.
final class Names {
  /// What the reading of one file may cost, in steps: enough for any real file, little enough that
  /// a hostile one is refused in well under a second.
  private static final long MOST_STEPS = 3_000_000;

  /// More star imports are not told apart.
  private static final int MOST_STARS = 20;

  /// One act of binding: two that bind equal values are still two.
  static final class Bound {
    private final Value value;
    private final int line;
    private final Optional<Span> place;

    Bound(Value value, int line, Optional<Span> place) {
      this.value = value;
      this.line = line;
      this.place = place;
    }

    Value value() {
      return value;
    }

    int line() {
      return line;
    }

    /// Where the value can be edited.
    Optional<Span> place() {
      return place;
    }
  }

  final Set<String> wanted;
  private Map<String, Bound> bound = new HashMap<>();
  private final IdentityHashMap<Value, Value.Unknown> spoilt = new IdentityHashMap<>();
  private final List<String> stars = new ArrayList<>();
  private long steps;

  /// Whether names may be bound through a back door.
  private boolean hidden;

  /// Whether names may be bound that cannot be seen.
  boolean open;

  Names(Set<String> wanted) {
    this.wanted = wanted;
  }

  void step(long cost, int line) throws FaultException {
    steps += cost;
    if (steps > MOST_STEPS) {
      throw FaultException.tooComplex(line, Fault.Excess.Plain.ASSIGNMENTS);
    }
  }

  Optional<Bound> find(String name) {
    return Optional.ofNullable(bound.get(name));
  }

  void bind(String name, Value value, int line, Optional<Span> place) {
    bound.put(name, new Bound(value, line, place));
  }

  void blur(String name, int line, Doubt reason) {
    bind(name, new Value.Unknown(line, reason), line, Optional.empty());
  }

  void unbind(String name) {
    bound.remove(name);
  }

  /// From here on none of the wanted names is known.
  void blurAll(int line, Doubt reason) {
    hidden = true;
    for (String name : wanted) {
      blur(name, line, reason);
    }
    open = true;
  }

  /// From here on a star import may have bound any of the wanted names, and names that are not
  /// bound otherwise.
  void blurByStar(int line, String module) {
    Doubt reason = new Doubt.StarImport(module);
    boolean followed = stars.size() < MOST_STARS;
    for (String name : wanted) {
      Value.Origin origin =
          new Value.Origin.Starred(module, name, find(name).map(Bound::value).map(this::settled));
      bind(
          name,
          new Value.Unknown(line, reason, followed ? Optional.of(origin) : Optional.empty()),
          line,
          Optional.empty());
    }
    stars.add(module);
    open = true;
  }

  /// Where a name that nothing else binds may come from.
  Optional<Value.Origin> starred(String name) {
    Optional<Value.Origin> origin = Optional.empty();
    if (!hidden && stars.size() <= MOST_STARS) {
      for (String module : stars) {
        Optional<Value> before =
            origin.map(
                from -> new Value.Unknown(1, new Doubt.NameFromElsewhere(name), Optional.of(from)));
        origin = Optional.of(new Value.Origin.Starred(module, name, before));
      }
    }
    return origin;
  }

  /// A value that can change was seen by something that may change it.
  void spoil(Value value, int line, Doubt reason) {
    if (value instanceof Value.Items items) {
      if (items.shape() != Value.Shape.TUPLE) {
        spoilt.putIfAbsent(items, new Value.Unknown(line, reason));
      }
      for (Value element : items.elements()) {
        spoil(element, line, reason);
      }
    } else if (value instanceof Value.Namespace namespace) {
      spoilt.putIfAbsent(namespace, new Value.Unknown(line, Doubt.OfBinding.CLASS_THAT_CHANGES));
    }
  }

  /// The value as it is at the end.
  Value settled(Value value) {
    Value.Unknown unknown = spoilt.get(value);
    if (unknown != null) {
      return unknown;
    }
    if (value instanceof Value.Items items) {
      for (Value element : items.elements()) {
        Value end = settled(element);
        // What is unknown and comes from somewhere may be followed in its place.
        if (end instanceof Value.Unknown hidden && hidden.origin().isEmpty()) {
          return hidden;
        }
      }
    }
    return value;
  }

  Map<String, Bound> save(int line) throws FaultException {
    step(bound.size() + 1L, line);
    return new HashMap<>(bound);
  }

  void restore(Map<String, Bound> saved) {
    bound = saved;
  }

  /// Takes over the names of whichever of several ways was gone.
  void join(List<Map<String, Bound>> ends, int line) throws FaultException {
    if (ends.size() == 1) {
      bound = ends.getFirst();
      return;
    }
    Map<String, Bound> joined = new HashMap<>();
    Set<String> names = new java.util.HashSet<>();
    for (Map<String, Bound> end : ends) {
      step(end.size(), line);
      names.addAll(end.keySet());
    }
    for (String name : names) {
      joined.put(name, joined(name, ends));
    }
    bound = joined;
  }

  private static Bound joined(String name, List<Map<String, Bound>> ends) {
    Bound last = null;
    boolean same = true;
    boolean one = true;
    boolean missing = false;
    for (Map<String, Bound> end : ends) {
      Bound here = end.get(name);
      if (here == null) {
        missing = true;
      } else {
        if (last != null) {
          one &= last == here;
          same &= last.value().equals(here.value());
        }
        last = last != null && last.line() > here.line() ? last : here;
      }
    }
    Bound shown = Objects.requireNonNull(last);
    Optional<Bound> starred = one ? Optional.empty() : starred(name, ends);
    if (starred.isPresent()) {
      return starred.get();
    }
    if (missing) {
      return unknown(shown.line(), Doubt.OfBinding.CONDITIONALLY_BOUND);
    }
    if (one) {
      return shown;
    }
    return same
        ? new Bound(shown.value(), shown.line(), Optional.empty())
        : unknown(shown.line(), Doubt.OfBinding.DIFFERENT_BY_CONDITION);
  }

  /// A star import that one way only has run, where the other ways have what it found: it may have
  /// run as well.
  private static Optional<Bound> starred(String name, List<Map<String, Bound>> ends) {
    Bound star = null;
    for (Map<String, Bound> end : ends) {
      Bound here = end.get(name);
      if (here != null && origin(here).isPresent()) {
        star = here;
      }
    }
    if (star == null) {
      return Optional.empty();
    }
    Bound last = star;
    Optional<Value> before = origin(last).flatMap(Value.Origin.Starred::before);
    boolean all =
        ends.stream()
            .map(end -> Optional.ofNullable(end.get(name)).map(Bound::value))
            .allMatch(value -> value.equals(before) || value.equals(Optional.of(last.value())));
    return all ? Optional.of(last) : Optional.empty();
  }

  private static Optional<Value.Origin.Starred> origin(Bound bound) {
    return bound.value().origin().orElse(null) instanceof Value.Origin.Starred starred
        ? Optional.of(starred)
        : Optional.empty();
  }

  private static Bound unknown(int line, Doubt reason) {
    return new Bound(new Value.Unknown(line, reason), line, Optional.empty());
  }

  /// Forgets the value of every name whose binding differs from an earlier moment.
  void blurChanges(Map<String, Bound> before, Doubt reason, int line) throws FaultException {
    step(bound.size() + 1L, line);
    Map<String, Bound> changed = new LinkedHashMap<>();
    for (Map.Entry<String, Bound> entry : bound.entrySet()) {
      if (before.get(entry.getKey()) != entry.getValue()) {
        changed.put(
            entry.getKey(),
            starred(entry.getKey(), List.of(before, bound))
                .orElseGet(() -> unknown(entry.getValue().line(), reason)));
      }
    }
    for (Map.Entry<String, Bound> entry : before.entrySet()) {
      if (!bound.containsKey(entry.getKey())) {
        changed.put(entry.getKey(), unknown(line, reason));
      }
    }
    bound.putAll(changed);
  }
}
