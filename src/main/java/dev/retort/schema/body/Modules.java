package dev.retort.schema.body;

import dev.retort.alembic.Order;
import dev.retort.alembic.SourceTree;
import dev.retort.python.SyntaxTree;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// The repository's own Python modules, by source, read where a migration needs them.
final class Modules {
  private final SourceTree sources;
  private final String env;
  private final Map<String, Optional<Scope>> loaded = new HashMap<>();
  private final Map<String, Optional<String>> found = new HashMap<>();
  private final Map<String, List<String>> byName = new HashMap<>();

  /// The names of the repository's modules and of the folders around them.
  private final Set<String> parts = new HashSet<>();

  /// Those that the top levels of modules make.
  final MetadataTables tables = new MetadataTables(Optional.empty());

  private final Map<String, List<Scope>> registering = new HashMap<>();
  private final Map<String, Optional<Scope>> revisions = new HashMap<>();
  private boolean indexed;
  private int consultations;

  /// @param scriptLocation where `env.py` stands
  Modules(SourceTree sources, String scriptLocation) {
    this.sources = sources;
    this.env = scriptLocation.equals(".") ? "env.py" : scriptLocation + "/env.py";
  }

  /// The path of `env.py`, whether it is there or not.
  String env() {
    return env;
  }

  /// What a file and what it imports register of the repository's own operations, looked for once.
  List<Scope> registering(String first, Function<String, List<Scope>> search) {
    consultations++;
    List<Scope> known = registering.get(first);
    if (known == null) {
      // While they are looked for, modules are read that may ask again.
      registering.put(first, List.of());
      known = search.apply(first);
      registering.put(first, known);
    }
    return known;
  }

  /// The file of a revision, looked for once.
  Optional<Scope> revision(String id, Function<String, Optional<Scope>> search) {
    consultations++;
    Optional<Scope> known = revisions.get(id);
    if (known == null) {
      known = search.apply(id);
      revisions.put(id, known);
    }
    return known;
  }

  SourceTree sources() {
    consultations++;
    return sources;
  }

  /// How often another file decided something so far.
  int consultations() {
    return consultations;
  }

  /// The path of a module.
  ///
  /// @param name dotted; with dots before it where it is relative
  /// @param from the path of the importing file
  Optional<String> find(String name, String from) {
    consultations++;
    return found.computeIfAbsent(name + " " + folder(from), _ -> search(name, from));
  }

  private Optional<String> search(String name, String from) {
    if (name.startsWith(".")) {
      String folder = folder(from);
      int level = 1;
      while (level < name.length() && name.charAt(level) == '.') {
        folder = folder(folder);
        level++;
      }
      String rest = name.substring(level).replace('.', '/');
      return file(folder.isEmpty() ? rest : rest.isEmpty() ? folder : folder + "/" + rest);
    }
    index();
    int dot = name.indexOf('.');
    if (!parts.contains(dot < 0 ? name : name.substring(0, dot))) {
      // A library's, as most are.
      return Optional.empty();
    }
    String relative = name.replace('.', '/');
    String last = relative.substring(relative.lastIndexOf('/') + 1);
    List<String> candidates = new ArrayList<>();
    for (String path : byName.getOrDefault(last, List.of())) {
      String module = module(path);
      if (module.equals(relative) || module.endsWith("/" + relative)) {
        candidates.add(path);
      }
    }
    return candidates.stream().min(Order.by(path -> -shared(path, from)));
  }

  private static int shared(String path, String from) {
    int same = 0;
    while (same < Math.min(path.length(), from.length())
        && path.charAt(same) == from.charAt(same)) {
      same++;
    }
    return same;
  }

  private void index() {
    if (indexed) {
      return;
    }
    indexed = true;
    for (String path : sources.entries().keySet()) {
      if (path.endsWith(".py")) {
        String module = module(path);
        parts.addAll(Arrays.asList(module.split("/", -1)));
        byName
            .computeIfAbsent(module.substring(module.lastIndexOf('/') + 1), _ -> new ArrayList<>())
            .add(path);
      }
    }
  }

  private static String module(String path) {
    String plain = path.substring(0, path.length() - ".py".length());
    return plain.endsWith("/__init__")
        ? plain.substring(0, plain.length() - "/__init__".length())
        : plain;
  }

  private Optional<String> file(String module) {
    for (String path : List.of(module + ".py", module + "/__init__.py")) {
      if (sources.entries().containsKey(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /// Whether the repository has a folder or module of this name at the top of one of its trees.
  boolean isOwn(String name, String from) {
    return find(name, from).isPresent();
  }

  /// A module with its names, evaluated once. While it is being evaluated its names are those that
  /// are bound so far, as in Python.
  Optional<Scope> load(String path, Run run) {
    Optional<Scope> known = loaded.get(path);
    if (known != null) {
      return known;
    }
    byte[] content = sources.read(List.of(path)).get(path);
    Optional<SyntaxTree> tree = content == null ? Optional.empty() : SyntaxTree.of(content);
    Optional<Scope> scope = tree.map(each -> Scope.ofModule(each, path));
    loaded.put(path, scope);
    scope.ifPresent(each -> evaluate(each, run));
    return scope;
  }

  /// Evaluates a module's top level, which does nothing to a database.
  void evaluate(Scope scope, Run run) {
    Run silent = new Run(this, run.conventions, run.sql, run.dialect(), Optional.empty());
    try {
      new Interpreter(silent).module(scope);
    } catch (StackOverflowError e) {
      // Its values are put into each other too deep; what is bound by then is what is known.
    }
  }

  static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
