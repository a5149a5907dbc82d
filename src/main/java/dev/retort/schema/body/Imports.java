package dev.retort.schema.body;

import dev.retort.python.Statement;
import dev.retort.python.Statement.Alias;
import java.util.Optional;
import java.util.Set;

/// What imports bind: the repository's own modules where there is one, names of libraries
/// otherwise.
final class Imports {
  /// Libraries that a repository's own folder of the same name does not hide.
  private static final Set<String> LIBRARIES =
      Set.of(
          "alembic",
          "sqlalchemy",
          "sqlmodel",
          "geoalchemy2",
          "typing",
          "os",
          "re",
          "json",
          "uuid",
          "datetime",
          "logging",
          "enum",
          "textwrap",
          "pathlib",
          "sqlalchemy_utils",
          "contextlib",
          "collections",
          "functools",
          "itertools",
          "flask",
          "sys",
          "time");

  private Imports() {}

  static void plain(Alias alias, Scope scope, Run run) {
    String bound = alias.bound();
    boolean whole = !alias.name().startsWith(bound + ".") && !alias.name().equals(bound);
    String name = whole ? alias.name() : bound;
    Sym library = new Sym.Ref(name);
    scope.set(bound, new Sym.Imported(() -> module(name, scope, run).orElse(library), library));
  }

  static void from(Statement.ImportFrom imported, Scope scope, Run run) {
    String module = imported.module();
    for (Alias alias : imported.names()) {
      if (alias.name().equals("*")) {
        module(module, scope, run)
            .ifPresent(found -> {
              if (found instanceof Sym.Module own) {
                own.scope().own().forEach(scope::set);
              }
            });
        continue;
      }
      String name = alias.name();
      scope.set(
          alias.bound(),
          new Sym.Imported(
              () -> member(module, name, scope, run), new Sym.Ref(nested(module, name))));
    }
  }

  /// A name of a module.
  static Sym member(String module, String name, Scope scope, Run run) {
    Optional<Sym> found = module(module, scope, run);
    if (found.isPresent() && found.get() instanceof Sym.Module own) {
      Optional<Sym> member = own.scope().find(name);
      if (member.isPresent()) {
        return member.get();
      }
    }
    String nested = nested(module, name);
    return module(nested, scope, run).orElseGet(() -> new Sym.Ref(nested));
  }

  private static String nested(String module, String name) {
    return module.endsWith(".") ? module + name : module + "." + name;
  }

  static Optional<Sym> module(String name, Scope scope, Run run) {
    int dot = name.indexOf('.');
    String root = dot < 0 ? name : name.substring(0, dot);
    if (LIBRARIES.contains(root) || (dot < 0 && !name.isEmpty() && isLibrary(name))) {
      return Optional.empty();
    }
    return run.modules
        .find(name, scope.path)
        .filter(path -> !path.equals(scope.path))
        .flatMap(path -> run.modules.load(path, run))
        .map(Sym.Module::new);
  }

  private static boolean isLibrary(String name) {
    return name.equals("types")
        || name.equals("decimal")
        || name.equals("string")
        || name.equals("random")
        || name.equals("secrets")
        || name.equals("hashlib");
  }
}
