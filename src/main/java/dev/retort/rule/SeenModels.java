package dev.retort.rule;

import dev.retort.alembic.Environment;
import dev.retort.alembic.ModulePaths;
import dev.retort.alembic.SourceTree;
import dev.retort.change.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The models of an environment's own packages, apart in those that its `env.py` imports, however
/// far away, and the others.
///
/// @param seen by path
/// @param unseen by path
record SeenModels(Map<String, ModelFile> seen, Map<String, ModelFile> unseen) {
  private static final SeenModels NONE = new SeenModels(Map.of(), Map.of());

  /// No more files are looked at.
  private static final int MOST = 2_000;

  /// Nothing where some `env.py` imports modules by names that only running it would tell, or where
  /// there is too much to follow. What another environment imports is its own.
  static SeenModels of(Snapshot tree, Environment environment) {
    ModulePaths modules = new ModulePaths(tree, environment);
    String env = EnvFile.path(environment);
    Optional<Map<String, ModelFile>> imported = imported(tree, modules, List.of(env));
    if (imported.isEmpty()) {
      return NONE;
    }
    Map<String, ModelFile> seen = new TreeMap<>(imported.get());
    seen.remove(env);
    List<String> others =
        tree.entries().keySet().stream()
            .filter(path -> path.endsWith("/env.py") && !path.equals(env))
            .toList();
    Optional<Map<String, ModelFile>> theirs = imported(tree, modules, others);
    if (theirs.isEmpty()) {
      return NONE;
    }
    List<String> homes = homes(modules, seen.keySet());
    List<String> paths =
        tree.entries().entrySet().stream()
            .filter(entry -> entry.getValue().kind() == SourceTree.Kind.FILE)
            .map(Map.Entry::getKey)
            .filter(path -> path.endsWith(".py") && homes.stream().anyMatch(path::startsWith))
            .filter(path -> !seen.containsKey(path) && !theirs.get().containsKey(path))
            .filter(path -> !isAboutTests(path) && !isMigration(path, environment))
            .limit(MOST)
            .toList();
    Map<String, ModelFile> unseen = new TreeMap<>();
    tree.read(paths)
        .forEach((path, bytes) -> {
          if (ModelFile.mayDeclare(bytes)) {
            unseen.put(path, ModelFile.of(bytes));
          }
        });
    return new SeenModels(seen, unseen);
  }

  private static Optional<Map<String, ModelFile>> imported(
      Snapshot tree, ModulePaths modules, Collection<String> from) {
    Map<String, ModelFile> read = new TreeMap<>();
    List<String> level = List.copyOf(from);
    while (!level.isEmpty()) {
      Set<String> next = new LinkedHashSet<>();
      for (Map.Entry<String, byte[]> file : tree.read(level).entrySet()) {
        ModelFile models = ModelFile.of(file.getValue());
        if (models.importsByName()) {
          return Optional.empty();
        }
        read.put(file.getKey(), models);
        for (String name : models.imports()) {
          next.addAll(files(modules, file.getKey(), name));
        }
      }
      next.removeAll(read.keySet());
      if (read.size() + next.size() > MOST) {
        return Optional.empty();
      }
      level = List.copyOf(next);
    }
    return Optional.of(read);
  }

  /// The files that run when a module is imported: its own, and those of the packages above it.
  private static List<String> files(ModulePaths modules, String path, String name) {
    Optional<String> absolute =
        name.startsWith(".") ? modules.absolute(path, name) : Optional.of(name);
    List<String> files = new ArrayList<>();
    for (String at = absolute.orElse("");
        !at.isEmpty();
        at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
      modules.file(at).ifPresent(files::add);
    }
    return files;
  }

  /// The beginnings of paths of the packages that something is imported from.
  private static List<String> homes(ModulePaths modules, Collection<String> seen) {
    Set<String> homes = new LinkedHashSet<>();
    for (String path : seen) {
      String root =
          modules.roots().stream()
              .map(each -> each.equals(".") ? "" : each + "/")
              .filter(path::startsWith)
              .max((one, other) -> Integer.compare(one.length(), other.length()))
              .orElse("");
      String rest = path.substring(root.length());
      int slash = rest.indexOf('/');
      homes.add(root + (slash < 0 ? rest.replaceFirst("\\.py$", "") : rest.substring(0, slash)));
    }
    List<String> all = new ArrayList<>();
    for (String home : homes) {
      all.add(home + "/");
      all.add(home + ".py");
    }
    return all;
  }

  private static boolean isAboutTests(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.startsWith("test_")
        || name.equals("conftest.py")
        || ("/" + path).contains("/tests/")
        || ("/" + path).contains("/test/");
  }

  private static boolean isMigration(String path, Environment environment) {
    String scripts = environment.scriptLocation();
    return (!scripts.equals(".") && path.startsWith(scripts + "/"))
        || environment.versionLocations().stream().anyMatch(each -> path.startsWith(each + "/"));
  }
}
