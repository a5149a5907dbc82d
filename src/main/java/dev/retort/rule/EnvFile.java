package dev.retort.rule;

import dev.retort.alembic.Environment;
import dev.retort.alembic.ModulePaths;
import dev.retort.alembic.SourceTree.Entry;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import dev.retort.python.Builtins;
import dev.retort.python.PythonModule;
import dev.retort.python.PythonReader;
import java.nio.charset.StandardCharsets;
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

  /// How far imports are followed from env.py.
  private static final int DEEPEST = 3;

  private static final Set<String> LOADED_BEFORE =
      Set.of("alembic", "sqlalchemy", "mako", "markupsafe", "typing_extensions", "dateutil");

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

  /// What env.py imports in vain, and the modules of the repository that it imports, three levels
  /// deep.
  static List<Missing> missingImports(Snapshot tree, Environment environment) {
    ModulePaths modules = new ModulePaths(tree, environment);
    List<Missing> missing = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>(List.of(path(environment)));
    List<String> level = List.of(path(environment));
    for (int depth = 0; depth <= DEEPEST && !level.isEmpty(); depth++) {
      Set<String> next = new LinkedHashSet<>();
      read(tree, level)
          .forEach((path, module) -> {
            for (PythonModule.Import each : module.imports()) {
              Optional<String> name = fullName(modules, path, each.module());
              Optional<String> file = name.flatMap(modules::file);
              file.filter(seen::add).ifPresent(next::add);
              if (name.isPresent() && file.isEmpty() && isMissing(tree, modules, name.get())) {
                missing.add(new Missing(path, each.line(), name.get()));
              }
            }
          });
      level = List.copyOf(next);
    }
    return missing;
  }

  private static Optional<String> fullName(ModulePaths modules, String path, String module) {
    if (module.isBlank() || module.chars().allMatch(c -> c == '.')) {
      return Optional.empty();
    }
    return module.startsWith(".") ? modules.absolute(path, module) : Optional.of(module);
  }

  /// Whether the repository holds the package that a module would be in, and not the module. What
  /// the interpreter or Alembic has loaded before is found whatever lies in the repository.
  private static boolean isMissing(Snapshot tree, ModulePaths modules, String module) {
    int dot = module.lastIndexOf('.');
    String top = module.substring(0, (module + ".").indexOf('.'));
    if (dot < 0 || modules.has(module) || isLoadedBefore(module)) {
      return false;
    }
    String parent = module.substring(0, dot);
    // A name in a module is no module: `import app.models.User` fails, but not for a missing file.
    boolean regular =
        modules.file(parent).filter(file -> file.endsWith("/__init__.py")).isPresent();
    boolean owned =
        regular
            || (modules.file(parent).isEmpty()
                && modules.roots().stream().anyMatch(root -> holdsPython(tree, root, parent)))
            || (modules.file(top).filter(file -> file.endsWith("/__init__.py")).isPresent()
                && modules.file(parent).isEmpty());
    return owned && !extendsItsPath(tree, modules, parent);
  }

  /// Whether the interpreter or Alembic has loaded a package of that name before, whatever lies in
  /// the repository.
  static boolean isLoadedBefore(String module) {
    String top = module.substring(0, (module + ".").indexOf('.'));
    return Builtins.isStandardModule(top) || LOADED_BEFORE.contains(top);
  }

  /// Whether a folder without `__init__.py` is a package of the repository: one with modules of its
  /// own. What else may be installed under its name is elsewhere below it.
  private static boolean holdsPython(Snapshot tree, String root, String module) {
    String folder = (root.equals(".") ? "" : root + "/") + module.replace('.', '/') + "/";
    return tree.entries().tailMap(folder).keySet().stream()
        .takeWhile(path -> path.startsWith(folder))
        .anyMatch(path -> path.endsWith(".py") && path.indexOf('/', folder.length()) < 0);
  }

  /// Whether a package, or one that it is in, looks for its modules elsewhere, too.
  static boolean extendsItsPath(Snapshot tree, ModulePaths modules, String module) {
    for (String at = module;
        !at.isEmpty();
        at = at.substring(0, Math.max(0, at.lastIndexOf('.')))) {
      Optional<String> file = modules.file(at);
      boolean extended =
          file.isPresent()
              && tree.read(List.of(file.get())).values().stream()
                  .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
                  .anyMatch(text ->
                      text.contains("extend_path")
                          || text.contains("__path__")
                          || text.contains("declare_namespace")
                          || text.contains("sys.modules")
                          || text.contains("meta_path"));
      if (extended) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, PythonModule> read(Snapshot tree, List<String> paths) {
    Map<String, PythonModule> modules = new LinkedHashMap<>();
    tree.read(paths).forEach((path, bytes) -> modules.put(path, PythonReader.read(bytes, WANTED)));
    modules.values().removeIf(module -> module.fault().isPresent());
    return modules;
  }
}
