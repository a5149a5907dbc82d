package dev.retort.schema.body;

import dev.retort.alembic.Needle;
import dev.retort.alembic.Order;
import dev.retort.alembic.SourceTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The naming convention of the metadata that `env.py` hands to Alembic. It is looked for in the
/// sources that `env.py` imports, the nearest first, and where these do not tell (Flask-Migrate
/// asks the running application) in those beside it.
final class Metadata {
  private static final int MOST_FILES = 400;
  private static final String WORD = "naming_convention";
  private static final Needle CONVENTION = Needle.of(WORD);

  /// In an `env.py` whose tables are not compared with anything.
  private static final Needle NONE = Needle.of("target_metadata = None");

  private static final Needle IMPORT = Needle.of("import");

  /// In the `env.py` of Flask-Migrate.
  private static final Needle FLASK = Needle.of("current_app");

  private final Modules modules;
  private final Run run;
  private final String env;

  Metadata(Modules modules, Run run, String scriptLocation) {
    this.modules = modules;
    this.run = run;
    this.env = scriptLocation.equals(".") ? "env.py" : scriptLocation + "/env.py";
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
    Set<String> seen = new HashSet<>(Set.of(env));
    Deque<String> queue = new ArrayDeque<>(List.of(env));
    while (!queue.isEmpty()) {
      String path = queue.removeFirst();
      byte[] content = content(path);
      Optional<Conventions> found = in(path, content);
      if (found.isPresent()) {
        return found;
      }
      for (String line : importing(content)) {
        for (String name : named(line)) {
          if (seen.size() < MOST_FILES) {
            modules.find(name, path).filter(seen::add).ifPresent(queue::addLast);
          }
        }
      }
    }
    return Optional.empty();
  }

  /// The lines that begin as an import does.
  private static List<String> importing(byte[] content) {
    List<String> lines = new ArrayList<>();
    for (int end = 0, at; (at = IMPORT.next(content, end)) >= 0; ) {
      int start = at;
      while (start > 0 && content[start - 1] != '\n') {
        start--;
      }
      end = at;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      String line = new String(content, start, end - start, StandardCharsets.UTF_8).strip();
      if (line.startsWith("from ") || line.startsWith("import ")) {
        lines.add(line);
      }
    }
    return lines;
  }

  /// The modules that one line may import, without what it goes on with in the next.
  private static List<String> named(String line) {
    boolean from = line.startsWith("from");
    int start = blanksFrom(line, from ? "from".length() : "import".length());
    int end = start;
    while (end < line.length() && isOfName(line.charAt(end))) {
      end++;
    }
    String module = line.substring(start, end);
    if (!from || module.isEmpty()) {
      return module.isEmpty() ? List.of() : List.of(module);
    }
    int word = blanksFrom(line, end);
    if (!line.startsWith("import", word)) {
      return List.of();
    }
    List<String> names = new ArrayList<>(List.of(module));
    int comment = line.indexOf('#', word);
    String rest = line.substring(word + "import".length(), comment < 0 ? line.length() : comment);
    for (String each : rest.replace('(', ' ').split(",", -1)) {
      String name = each.strip();
      int blank = name.indexOf(' ');
      String plain = blank < 0 ? name : name.substring(0, blank);
      names.add(module.endsWith(".") ? module + plain : module + "." + plain);
    }
    return names;
  }

  private static int blanksFrom(String line, int start) {
    int at = start;
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isOfName(char c) {
    return c == '.' || c == '_' || Character.isLetterOrDigit(c);
  }

  /// The Python files around the environment that set a convention, the shallowest first.
  private List<String> beside() {
    String around = Modules.folder(Modules.folder(env));
    String within = around.isEmpty() ? "" : around + "/";
    return modules.sources().entries().keySet().stream()
        .filter(path -> path.endsWith(".py") && path.startsWith(within))
        .filter(path -> !path.contains("/versions/") && !path.contains("test"))
        .sorted(Order.shallowestFirst().thenBy(path -> path))
        .limit(MOST_FILES)
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
