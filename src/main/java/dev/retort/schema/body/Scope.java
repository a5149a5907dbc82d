package dev.retort.schema.body;

import dev.retort.python.Syntax;
import dev.retort.python.SyntaxTree;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names and what they stand for: of a module, or of a function's run.
final class Scope {
  /// The file's syntax tree, for lines.
  final SyntaxTree tree;

  /// Relative to the repository's root.
  final String path;

  private final @Nullable Scope outer;
  private Map<String, Sym> names = new HashMap<>();
  private final Set<String> globals = new HashSet<>();
  private final Set<String> nonlocals = new HashSet<>();

  private Scope(SyntaxTree tree, String path, @Nullable Scope outer) {
    this.tree = tree;
    this.path = path;
    this.outer = outer;
  }

  static Scope ofModule(SyntaxTree tree, String path) {
    return new Scope(tree, path, null);
  }

  Scope inner() {
    return new Scope(tree, path, this);
  }

  Optional<Sym> find(String name) {
    for (Scope each = this; each != null; each = each.outer) {
      Sym found = each.names.get(name);
      if (found != null) {
        return Optional.of(found.lookedUp());
      }
    }
    return Optional.empty();
  }

  /// Only this scope's own; what an import binds may be there as not yet looked up.
  Map<String, Sym> own() {
    return names;
  }

  /// Puts other names in the place of this scope's own.
  ///
  /// @param others are this scope's from then on
  /// @return what were its own
  Map<String, Sym> exchange(Map<String, Sym> others) {
    Map<String, Sym> before = names;
    names = others;
    return before;
  }

  /// Only this scope's own, each import looked up.
  Map<String, Sym> lookedUp() {
    Map<String, Sym> all = new LinkedHashMap<>();
    List.copyOf(names.keySet()).forEach(name -> all.put(name, find(name).orElseThrow()));
    return all;
  }

  void set(String name, Sym value) {
    if (globals.contains(name)) {
      module().names.put(name, value);
    } else if (nonlocals.contains(name)) {
      enclosing(name).names.put(name, value);
    } else {
      names.put(name, value);
    }
  }

  void declareGlobal(String name) {
    globals.add(name);
  }

  void declareNonlocal(String name) {
    nonlocals.add(name);
  }

  /// Whether a name is that of a function around this one, or of the module.
  boolean isElsewhere(String name) {
    return globals.contains(name) || nonlocals.contains(name);
  }

  private Scope enclosing(String name) {
    Scope each = outer == null ? this : outer;
    while (each.outer != null && !each.names.containsKey(name)) {
      each = each.outer;
    }
    return each.outer == null ? this : each;
  }

  Scope module() {
    Scope each = this;
    while (each.outer != null) {
      each = each.outer;
    }
    return each;
  }

  int line(Syntax node) {
    return tree.line(node);
  }
}
