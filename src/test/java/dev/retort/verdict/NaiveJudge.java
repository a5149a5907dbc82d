package dev.retort.verdict;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The simplest judge that can be written: a path-wise merge, sets of ids, and reachability by
/// exhaustion. It shares nothing with the real one.
public final class NaiveJudge {
  private NaiveJudge() {}

  /// A revision as the generator knows it.
  public record Made(String id, List<String> parents) {}

  /// What a naive judge sees in a tree: by path.
  public record Tree(Map<String, Made> files) {
    public Tree {
      files = Map.copyOf(files);
    }

    public Set<String> ids() {
      Set<String> ids = new TreeSet<>();
      files.values().forEach(made -> ids.add(made.id()));
      return ids;
    }

    public Set<String> heads() {
      Set<String> heads = ids();
      files.values().forEach(made -> made.parents().forEach(heads::remove));
      return heads;
    }

    public Set<String> bases() {
      Set<String> bases = new TreeSet<>();
      files.values().stream()
          .filter(made -> made.parents().isEmpty())
          .forEach(made -> bases.add(made.id()));
      return bases;
    }

    public Set<String> missing() {
      Set<String> missing = new TreeSet<>();
      Set<String> ids = ids();
      for (Made made : files.values()) {
        made.parents().stream()
            .filter(parent -> !ids.contains(parent))
            .forEach(parent -> missing.add(made.id() + " " + parent));
      }
      return missing;
    }

    public Set<String> duplicates() {
      Set<String> seen = new HashSet<>();
      Set<String> twice = new TreeSet<>();
      files.values().stream()
          .filter(made -> !seen.add(made.id()))
          .forEach(made -> twice.add(made.id()));
      return twice;
    }

    /// Every revision that can reach itself.
    public Set<String> cyclic() {
      Map<String, Set<String>> up = new HashMap<>();
      files
          .values()
          .forEach(made ->
              up.computeIfAbsent(made.id(), none -> new HashSet<>()).addAll(made.parents()));
      Set<String> cyclic = new TreeSet<>();
      for (String id : up.keySet()) {
        Set<String> reached = new HashSet<>(up.getOrDefault(id, Set.of()));
        for (int size = -1; size != reached.size(); ) {
          size = reached.size();
          for (String each : List.copyOf(reached)) {
            reached.addAll(up.getOrDefault(each, Set.of()));
          }
        }
        if (reached.contains(id)) {
          cyclic.add(id);
        }
      }
      return cyclic;
    }

    public Map<String, Set<String>> parents() {
      Map<String, Set<String>> parents = new TreeMap<>();
      files.values().forEach(made -> parents.put(made.id(), Set.copyOf(made.parents())));
      return parents;
    }
  }

  /// Path by path: what only one side changed is that side's, what both changed is the head's.
  public static Tree land(Tree mergeBase, Tree base, Tree head) {
    Set<String> paths = new TreeSet<>(mergeBase.files().keySet());
    paths.addAll(base.files().keySet());
    paths.addAll(head.files().keySet());
    Map<String, Made> landed = new TreeMap<>();
    for (String path : paths) {
      Made was = mergeBase.files().get(path);
      Made theirs = base.files().get(path);
      Made ours = head.files().get(path);
      boolean untouched = was == null ? ours == null : was.equals(ours);
      Made lands = untouched ? theirs : ours;
      if (lands != null) {
        landed.put(path, lands);
      }
    }
    return new Tree(landed);
  }

  /// Whether both sides did something else with one file, or one renamed it and the other changed
  /// it: what git makes of that is beyond a path-wise merge.
  public static boolean crossed(Tree mergeBase, Tree one, Tree other) {
    return mergeBase.files().entrySet().stream()
        .anyMatch(was -> {
          Made here = one.files().get(was.getKey());
          Made there = other.files().get(was.getKey());
          return !was.getValue().equals(here)
              && !was.getValue().equals(there)
              && !(here == null && there == null);
        });
  }

  public enum Opinion {
    FAILS,
    PASSES,
    /// Too much at once for somebody so simple.
    NONE
  }

  public static Opinion judge(Tree before, Tree after) {
    if (!before.duplicates().containsAll(after.duplicates())) {
      return Opinion.FAILS;
    }
    if (!before.duplicates().isEmpty()) {
      // Which of two copies counts is Alembic's own affair.
      return Opinion.NONE;
    }
    boolean worse =
        after.heads().size() > Math.max(1, before.heads().size())
            || !before.missing().containsAll(after.missing())
            || !before.cyclic().containsAll(after.cyclic())
            || after.bases().size() > Math.max(1, before.bases().size());
    if (worse) {
      return Opinion.FAILS;
    }
    boolean broken =
        before.heads().size() > 1
            || !before.missing().isEmpty()
            || !before.cyclic().isEmpty()
            || before.bases().size() > 1;
    boolean rewrites =
        before.parents().entrySet().stream()
            .anyMatch(old -> !old.getValue().equals(after.parents().get(old.getKey())));
    if (rewrites) {
      return broken ? Opinion.NONE : Opinion.FAILS;
    }
    return Opinion.PASSES;
  }
}
