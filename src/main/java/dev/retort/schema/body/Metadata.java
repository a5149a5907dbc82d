package dev.retort.schema.body;

import dev.retort.alembic.Needle;
import dev.retort.alembic.Order;
import dev.retort.alembic.SourceTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The naming convention of the metadata that `env.py` hands to Alembic. It is looked for in the
/// sources that `env.py` imports, the nearest first, and where these do not tell (Flask-Migrate
/// asks the running application) in those beside it.
final class Metadata {
  private static final String WORD = "naming_convention";
  private static final Needle CONVENTION = Needle.of(WORD);

  /// In an `env.py` whose tables are not compared with anything.
  private static final Needle NONE = Needle.of("target_metadata = None");

  /// In the `env.py` of Flask-Migrate.
  private static final Needle FLASK = Needle.of("current_app");

  private final Modules modules;
  private final Run run;
  private final String env;

  Metadata(Modules modules, Run run) {
    this.modules = modules;
    this.run = run;
    this.env = modules.env();
  }

  Conventions conventions() {
    SourceTree sources = modules.sources();
    if (!sources.entries().containsKey(env)) {
      return Conventions.usual(run.dialect());
    }
    byte[] content = content(env);
    if (content.length == 0 || NONE.isIn(content)) {
      return Conventions.usual(run.dialect());
    }
    Optional<Conventions> imported = imported();
    if (imported.isPresent()) {
      return imported.get();
    }
    return FLASK.isIn(content)
        ? among(beside()).orElse(Conventions.usual(run.dialect()))
        : Conventions.usual(run.dialect());
  }

  /// What the first of these files sets that sets a convention.
  private Optional<Conventions> among(List<String> paths) {
    for (String path : paths) {
      Optional<Conventions> found = in(path, content(path));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Conventions> in(String path, byte[] content) {
    return CONVENTION.isIn(content) ? modules.load(path, run).flatMap(this::of) : Optional.empty();
  }

  /// Of a file; empty where it is not at hand.
  private byte[] content(String path) {
    return modules.sources().read(List.of(path)).getOrDefault(path, new byte[0]);
  }

  /// What the first file sets of those that `env.py` imports, and that they import, breadth first.
  private Optional<Conventions> imported() {
    return ImportedFiles.firstOf(modules, env, ImportedFiles.MOST_FILES, this::in);
  }

  /// The Python files around the environment that set a convention, the shallowest first.
  private List<String> beside() {
    String around = Modules.folder(Modules.folder(env));
    String within = around.isEmpty() ? "" : around + "/";
    return modules.sources().entries().keySet().stream()
        .filter(path -> path.endsWith(".py") && path.startsWith(within))
        .filter(path -> !path.contains("/versions/") && !path.contains("test"))
        .sorted(Order.shallowestFirst().thenBy(path -> path))
        .limit(ImportedFiles.MOST_FILES)
        .toList();
  }

  /// The convention that a module gives to a `MetaData`.
  private Optional<Conventions> of(Scope scope) {
    Optional<Conventions> found = Optional.empty();
    Map<String, Sym> names = scope.lookedUp();
    for (Sym value : names.values()) {
      Optional<Conventions> one = metadata(value, 3);
      if (one.isPresent()) {
        found = one;
      }
    }
    if (found.isPresent()) {
      return found;
    }
    // Declared in a class's body, or handed over where it is not seen: the dictionary itself.
    for (Map.Entry<String, Sym> each : names.entrySet()) {
      if (each.getValue() instanceof Sym.Type type) {
        Optional<Conventions> one =
            Classes.attribute(type, "metadata", new Interpreter(run).evaluator)
                .flatMap(value -> metadata(value, 3));
        if (one.isPresent()) {
          return one;
        }
      }
      if (each.getValue() instanceof Sym.Dict dict
          && each.getKey().toLowerCase(java.util.Locale.ROOT).contains("convention")) {
        Optional<Conventions> one = convention(dict, run);
        if (one.isPresent()) {
          return one;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Conventions> metadata(Sym value, int levels) {
    if (!(value instanceof Sym.Made made) || levels == 0) {
      return Optional.empty();
    }
    Arguments given = Arguments.of(made);
    Optional<Sym> convention = given.get(-1, WORD);
    if (made.last().equals("MetaData") && convention.isPresent()) {
      return convention(made, run);
    }
    return given.get(-1, "metadata").flatMap(inner -> metadata(inner, levels - 1));
  }

  /// The convention of a `MetaData`; empty where it has none that is known.
  static Optional<Conventions> convention(Sym.Made metadata, Run run) {
    return Arguments.of(metadata)
        .get(-1, WORD)
        .flatMap(each -> each instanceof Sym.Dict dict ? convention(dict, run) : Optional.empty());
  }

  private static Optional<Conventions> convention(Sym.Dict dict, Run run) {
    Map<String, String> templates = new LinkedHashMap<>();
    for (Map.Entry<Sym, Sym> entry : dict.entries.entrySet()) {
      Optional<String> key = entry.getKey().asText();
      Optional<String> template = entry.getValue().asText();
      if (key.isPresent() && template.isPresent()) {
        templates.put(key.get(), template.get());
      } else if (key.isPresent()) {
        new OwnTokens(new Interpreter(run).evaluator)
            .of(entry.getValue())
            .ifPresent(token -> templates.put(key.get(), token));
      }
    }
    boolean conventional =
        templates.keySet().stream().anyMatch(Set.of("ix", "uq", "ck", "fk", "pk")::contains);
    return conventional ? Optional.of(new Conventions(templates, run.dialect())) : Optional.empty();
  }
}
