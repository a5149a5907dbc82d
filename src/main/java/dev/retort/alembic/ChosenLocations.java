package dev.retort.alembic;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Version locations of which `env.py` chooses one while it runs, mostly one for each kind of
/// database: the version location itself holds no revision, and its folders hold one history each.
/// Each of them is an environment of its own.
final class ChosenLocations {
  private final SourceTree tree;

  ChosenLocations(SourceTree tree) {
    this.tree = tree;
  }

  /// @param undecided whether `env.py` sets an environment's version locations to what only running
  ///   it would tell
  void apply(FoundEnvironments found, java.util.function.Predicate<Environment> undecided) {
    for (Environment environment : found.all()) {
      if (!undecided.test(environment) || environment.recursive()) {
        continue;
      }
      List<Environment> each = new ArrayList<>();
      for (String location : environment.versionLocations()) {
        for (String folder : histories(location)) {
          each.add(
              new Environment(
                  environment.scriptLocation(),
                  environment.config(),
                  List.of(folder),
                  false,
                  environment.sourceless(),
                  environment.options(),
                  List.of()));
        }
      }
      if (!each.isEmpty()) {
        List<Environment> others = new ArrayList<>(found.at(environment.scriptLocation()));
        others.remove(environment);
        others.addAll(each);
        found.replace(environment.scriptLocation(), others);
      }
    }
  }

  /// The folders in a version location that hold Python files; none where it holds some itself.
  private SortedSet<String> histories(String location) {
    SortedSet<String> folders = new TreeSet<>();
    String within = location + "/";
    for (String path : tree.entries().tailMap(within).keySet()) {
      if (!path.startsWith(within)) {
        break;
      }
      if (!path.endsWith(".py") || path.endsWith("/__init__.py")) {
        continue;
      }
      String folder = Folders.parent(path);
      if (folder.equals(location)) {
        return new TreeSet<>();
      }
      if (Folders.parent(folder).equals(location)) {
        folders.add(folder);
      }
    }
    return folders;
  }
}
