package dev.retort.alembic;

import dev.retort.python.Builtins;
import dev.retort.python.PythonModule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Revision files whose imports nothing in sight provides: Alembic fails where they fail. A
/// repository that declares its dependencies anywhere is taken at its word, since a package's name
/// says little about its modules.
final class MissingModules {
  /// What every environment has, or most of its migrations may use.
  private static final Set<String> EXPECTED =
      Set.of("alembic", "sqlalchemy", "mako", "flask", "flask_migrate", "flask_sqlalchemy");

  private final SourceTree tree;
  private Optional<Set<String>> provided = Optional.empty();

  MissingModules(SourceTree tree) {
    this.tree = tree;
  }

  /// The file, with a doubt about its first import that nothing provides.
  RevisionFile doubted(RevisionFile file) {
    for (PythonModule.Import each : file.imports()) {
      String module = each.module();
      String top = module.substring(0, (module + ".").indexOf('.'));
      if (top.isEmpty()
          || EXPECTED.contains(top)
          || Builtins.isStandardModule(top)
          // What orders all revisions of a project is installed wherever they run.
          || top.equals(GitChain.MODULE)
          || provided().isEmpty()
          || provided().contains(top)) {
        continue;
      }
      List<Undecidable> undecidable = new ArrayList<>(file.undecidable());
      Undecidable.Cause cause = new Undecidable.Cause.Unprovided(top);
      undecidable.add(new Undecidable(file.path(), each.line(), "*", cause));
      List<Problem> problems = new ArrayList<>(file.problems());
      problems.add(
          new Problem(
              Severity.WARNING,
              file.path(),
              each.line(),
              file.id(),
              new Flaw.NotDecidable("*", cause)));
      return new RevisionFile(
          file.path(),
          file.blob(),
          file.id(),
          file.revision(),
          undecidable,
          problems,
          file.imports());
    }
    return file;
  }

  /// The modules that the tree's files could be; empty where the repository declares dependencies.
  private Set<String> provided() {
    if (provided.isEmpty()) {
      provided = Optional.of(namesInTree());
    }
    return provided.get();
  }

  private Set<String> namesInTree() {
    Set<String> names = new HashSet<>(Set.of(""));
    for (String path : tree.entries().keySet()) {
      String[] parts = path.split("/", -1);
      String name = parts[parts.length - 1];
      if (declaresDependencies(name)) {
        return Set.of();
      }
      names.addAll(List.of(parts));
      int dot = name.indexOf('.');
      names.add(dot < 0 ? name : name.substring(0, dot));
    }
    return names;
  }

  private static boolean declaresDependencies(String name) {
    return switch (name) {
      case "pyproject.toml",
          "setup.py",
          "setup.cfg",
          "Pipfile",
          "environment.yml",
          "environment.yaml",
          "Dockerfile",
          "tox.ini",
          "uv.lock",
          "poetry.lock",
          "pdm.lock" ->
          true;
      default -> name.contains("requirement") || name.equals("BUILD") || name.equals("BUILD.bazel");
    };
  }
}
