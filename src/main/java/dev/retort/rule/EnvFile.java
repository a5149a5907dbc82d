package dev.retort.rule;

import dev.retort.alembic.Environment;
import dev.retort.alembic.SourceTree.Entry;
import dev.retort.alembic.SourceTree.Kind;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.python.PythonModule;
import dev.retort.python.PythonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `env.py` and what it imports, as far as it can be read without running it.
final class EnvFile {
  private static final Set<String> WANTED = Set.of("target_metadata");

  private EnvFile() {}

  /// An import of a module that the repository should hold and does not.
  record Missing(String path, int line, String module) {}

  static String path(Environment environment) {
    return environment.scriptLocation().equals(".")
        ? "env.py"
        : environment.scriptLocation() + "/env.py";
  }

  /// Whether the change touches it.
  static boolean edited(HistoryChange change) {
    Entry before = change.change().base().entries().get(path(change.before().environment()));
    Entry after = change.change().landing().tree().entries().get(path(change.environment()));
    return after != null && (before == null || !before.blob().equals(after.blob()));
  }

  /// Whether a Python file is gone that somebody may import.
  static boolean losesModules(Snapshot base, Snapshot landed) {
    return base.entries().keySet().stream()
        .anyMatch(path -> path.endsWith(".py") && !landed.entries().containsKey(path));
  }

  static Optional<PythonModule> read(Snapshot tree, Environment environment) {
    return Optional.ofNullable(read(tree, List.of(path(environment))).get(path(environment)));
  }

  /// What env.py and the modules of the repository that it imports itself import in vain.
  static List<Missing> missingImports(Snapshot tree, Environment environment) {
    String env = path(environment);
    Optional<PythonModule> module = read(tree, environment);
    if (module.isEmpty()) {
      return List.of();
    }
    List<String> roots = roots(tree, environment);
    List<Missing> missing = new ArrayList<>();
    Set<String> imported = new LinkedHashSet<>();
    look(tree, roots, env, module.get(), missing, imported);
    Map<String, PythonModule> next = read(tree, List.copyOf(imported));
    next.forEach((path, each) -> look(tree, roots, path, each, missing, new LinkedHashSet<>()));
    return missing;
  }

  private static void look(
      Snapshot tree,
      List<String> roots,
      String path,
      PythonModule module,
      List<Missing> missing,
      Set<String> imported) {
    for (PythonModule.Import each : module.imports()) {
      if (each.module().startsWith(".") || each.module().isBlank()) {
        continue;
      }
      String file = each.module().replace('.', '/');
      String top = file.contains("/") ? file.substring(0, file.indexOf('/')) : file;
      List<String> owners =
          roots.stream().filter(root -> isPackage(tree, under(root, top))).toList();
      if (owners.isEmpty()) {
        continue;
      }
      Optional<String> found =
          owners.stream()
              .map(root -> under(root, file))
              .flatMap(place -> List.of(place + ".py", place + "/__init__.py").stream())
              .filter(place -> isFile(tree, place))
              .findFirst();
      boolean folder = owners.stream().anyMatch(root -> isFolder(tree, under(root, file)));
      if (found.isPresent()) {
        imported.add(found.get());
      } else if (!folder) {
        missing.add(new Missing(path, each.line(), each.module()));
      }
    }
  }

  /// Where imports start: the repository, `src`, the folder of the configuration and what
  /// `prepend_sys_path` names.
  private static List<String> roots(Snapshot tree, Environment environment) {
    Set<String> roots = new LinkedHashSet<>(List.of("."));
    environment
        .config()
        .ifPresent(config ->
            roots.add(config.contains("/") ? config.substring(0, config.lastIndexOf('/')) : "."));
    for (String part :
        environment.options().getOrDefault("prepend_sys_path", "").split("[ :;,]+", -1)) {
      boolean inside = !part.isBlank() && !part.startsWith("/") && !part.contains("..");
      if (inside) {
        roots.add(part.startsWith("./") ? part.substring(2) : part);
      }
    }
    for (String root : List.copyOf(roots)) {
      roots.add(under(root, "src"));
    }
    return roots.stream()
        .filter(root -> root.equals(".") || (!root.isEmpty() && isFolder(tree, root)))
        .toList();
  }

  /// Only regular packages: a folder without `__init__.py` may be completed by an installed one.
  private static boolean isPackage(Snapshot tree, String place) {
    return isFile(tree, place + "/__init__.py");
  }

  private static boolean isFile(Snapshot tree, String path) {
    Entry entry = tree.entries().get(path);
    return entry != null && entry.kind() != Kind.SUBMODULE;
  }

  private static boolean isFolder(Snapshot tree, String path) {
    return !tree.entries().subMap(path + "/", path + "0").isEmpty()
        || tree.entries().containsKey(path);
  }

  private static String under(String root, String path) {
    return root.equals(".") ? path : root + "/" + path;
  }

  private static Map<String, PythonModule> read(Snapshot tree, List<String> paths) {
    Map<String, PythonModule> modules = new LinkedHashMap<>();
    tree.read(paths).forEach((path, bytes) -> modules.put(path, PythonReader.read(bytes, WANTED)));
    modules.values().removeIf(module -> module.fault().isPresent());
    return modules;
  }
}
