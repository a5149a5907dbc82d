package dev.retort.rule;

import dev.retort.alembic.Environment;
import dev.retort.alembic.ModulePaths;
import dev.retort.alembic.RevisionFile;
import dev.retort.change.Snapshot;
import dev.retort.python.PythonModule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What revision files import in vain: modules of a package that is the repository's own, with an
/// `__init__.py` that says so.
final class RevisionImports {
  private final Snapshot tree;
  private final ModulePaths modules;
  private final MadeElsewhere elsewhere;
  private final Map<String, Boolean> known = new HashMap<>();

  RevisionImports(Snapshot tree, Environment environment) {
    this.tree = tree;
    this.modules = new ModulePaths(tree, environment);
    this.elsewhere = new MadeElsewhere(tree);
  }

  /// In the order of the files.
  List<EnvFile.Missing> missing(Collection<RevisionFile> files) {
    List<EnvFile.Missing> missing = new ArrayList<>();
    for (RevisionFile file : files) {
      for (PythonModule.Import each : file.imports()) {
        if (known.computeIfAbsent(each.module(), this::isMissing)) {
          missing.add(new EnvFile.Missing(file.path(), each.line(), each.module()));
        }
      }
    }
    return missing;
  }

  private boolean isMissing(String module) {
    int dot = module.lastIndexOf('.');
    if (dot <= 0
        || module.startsWith(".")
        || EnvFile.isLoadedBefore(module)
        || modules.has(module)) {
      return false;
    }
    for (int end = module.indexOf('.'); end >= 0; end = module.indexOf('.', end + 1)) {
      Optional<String> part = modules.file(module.substring(0, end));
      boolean first = module.indexOf('.') == end;
      // Below a module nothing is imported; below a folder that is none of a package's, others may
      // have put what is missed.
      if (part.map(file -> !file.endsWith("/__init__.py")).orElse(first)) {
        return false;
      }
    }
    return !EnvFile.extendsItsPath(tree, modules, module.substring(0, dot))
        && !elsewhere.mayBe(module, place(module));
  }

  /// Where a module of a package of the repository's own would lie, without its `.py`.
  private String place(String module) {
    int dot = module.indexOf('.');
    String init = modules.file(module.substring(0, dot)).orElse("");
    return init.substring(0, init.lastIndexOf('/') + 1)
        + module.substring(dot + 1).replace('.', '/');
  }
}
