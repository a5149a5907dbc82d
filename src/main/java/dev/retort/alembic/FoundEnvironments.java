package dev.retort.alembic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The environments found so far. One script location may have several: each set of version
/// locations that something configures for it is an environment of its own.
final class FoundEnvironments {
  private final Map<String, List<Environment>> byScript = new TreeMap<>();

  /// By script location; of one script location, in the order in which they were found.
  List<Environment> all() {
    return byScript.values().stream().flatMap(List::stream).toList();
  }

  Stream<Environment> stream() {
    return all().stream();
  }

  boolean has(String scriptLocation) {
    return !at(scriptLocation).isEmpty();
  }

  List<Environment> at(String scriptLocation) {
    return List.copyOf(byScript.getOrDefault(scriptLocation, List.of()));
  }

  /// Takes one more configuration: it takes the place of one that cannot work, says nothing new
  /// where the same folders are read already, and is an environment of its own otherwise. One that
  /// cannot work itself counts only where there is no other.
  void add(Environment environment) {
    List<Environment> known =
        byScript.computeIfAbsent(environment.scriptLocation(), none -> new ArrayList<>());
    boolean same =
        known.stream()
            .anyMatch(each ->
                each.versionLocations().equals(environment.versionLocations())
                    && each.recursive() == environment.recursive()
                    && !isBroken(each));
    if (!isBroken(environment)) {
      known.removeIf(FoundEnvironments::isBroken);
    }
    if (!same && (known.isEmpty() || !isBroken(environment))) {
      known.add(environment);
    }
  }

  /// Lets these stand for everything that was found under a script location.
  void replace(String scriptLocation, List<Environment> others) {
    if (others.isEmpty()) {
      byScript.remove(scriptLocation);
    } else {
      byScript.put(scriptLocation, new ArrayList<>(others));
    }
  }

  void change(UnaryOperator<Environment> how) {
    byScript.values().forEach(each -> each.replaceAll(how));
  }

  void removeIf(java.util.function.Predicate<Environment> unwanted) {
    byScript.values().forEach(each -> each.removeIf(unwanted));
    byScript.values().removeIf(List::isEmpty);
  }

  static boolean isBroken(Environment environment) {
    return environment.problems().stream().anyMatch(p -> p.severity() == Severity.FAILURE);
  }

  /// The environment whose folders share most with a path; of equals, the first.
  static Comparator<Environment> nearestTo(String path) {
    return Order.by(environment -> shared(environment, path));
  }

  private static int shared(Environment environment, String path) {
    int most = common(environment.scriptLocation(), path);
    for (String location : environment.versionLocations()) {
      most = Math.max(most, common(location, path));
    }
    return most;
  }

  private static int common(String one, String other) {
    String[] left = one.split("/", -1);
    String[] right = other.split("/", -1);
    int same = 0;
    while (same < left.length && same < right.length && left[same].equals(right[same])) {
      same++;
    }
    return same;
  }
}
