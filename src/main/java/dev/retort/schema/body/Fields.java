package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an object of a class that was read holds: what its constructor was given, where the class
/// is a dataclass or a named tuple, and what its `__init__` sets.
final class Fields {
  private static final Set<String> RECORDS =
      Set.of("dataclass", "define", "frozen", "mutable", "attrs", "s", "attributes");

  /// Bases that an object has nothing of.
  private static final Set<String> NOTHING =
      Set.of("object", "ABC", "Protocol", "MigrateOperation");

  private final Map<String, Sym> set = new HashMap<>();

  Optional<Sym> get(String name) {
    return Optional.ofNullable(set.get(name));
  }

  void set(String name, Sym value) {
    set.put(name, value);
  }

  /// An object of a class, its `__init__` run where there is one that can be read.
  static Sym.Instance made(
      Sym.Type type, Arguments given, Evaluator evaluator, Scope scope, Site site) {
    Map<String, Sym> keywords = Map.copyOf(given.keywords());
    if (!isPlain(type, evaluator)) {
      return new Sym.Instance(type, given.positional(), keywords);
    }
    Sym.Instance made = new Sym.Instance(type, given.positional(), keywords, new Fields());
    if (Classes.attribute(type, "__init__", evaluator).orElse(Sym.Nothing.NONE)
        instanceof Sym.Function init) {
      var _ = evaluator.interpreter.call(init.of(made), given, scope, site);
    }
    return made;
  }

  /// Whether all that a class inherits was read.
  private static boolean isPlain(Sym.Type type, Evaluator evaluator) {
    return type.definition().bases().stream()
        .allMatch(base ->
            switch (evaluator.evaluate(base, type.closure())) {
              case Sym.Type parent -> isPlain(parent, evaluator);
              case Sym.Ref ref -> NOTHING.contains(ref.last());
              default -> base instanceof Expression.Name name && name.id().equals("object");
            });
  }

  /// A field that the constructor was given.
  static Optional<Sym> given(Sym.Instance instance, String name, Evaluator evaluator) {
    if (!isRecord(instance.type(), evaluator)) {
      return Optional.empty();
    }
    List<String> names = names(instance.type(), evaluator);
    int position = names.indexOf(name);
    return position >= 0 && position < instance.arguments().size()
        ? Optional.of(instance.arguments().get(position))
        : Optional.ofNullable(instance.keywords().get(name)).filter(_ -> position >= 0);
  }

  /// What a loop over a named tuple gives, or its unpacking.
  static Optional<List<Sym>> each(Sym.Instance instance, Evaluator evaluator) {
    if (!isTuple(instance.type(), evaluator)) {
      return Optional.empty();
    }
    List<Sym> all = new ArrayList<>();
    for (String name : names(instance.type(), evaluator)) {
      Optional<Sym> value = Classes.attribute(instance, name, evaluator);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      all.add(value.get());
    }
    return Optional.of(all);
  }

  private static boolean isRecord(Sym.Type type, Evaluator evaluator) {
    return isTuple(type, evaluator)
        || type.definition().decorators().stream()
            .anyMatch(
                each -> RECORDS.contains(evaluator.evaluate(each, type.closure()).libraryName()));
  }

  private static boolean isTuple(Sym.Type type, Evaluator evaluator) {
    return type.definition().bases().stream()
        .map(base -> evaluator.evaluate(base, type.closure()))
        .anyMatch(base ->
            base.libraryName().equals("NamedTuple")
                || (base instanceof Sym.Type parent && isTuple(parent, evaluator)));
  }

  /// In order, those of a base that was read first.
  private static List<String> names(Sym.Type type, Evaluator evaluator) {
    Set<String> names = new LinkedHashSet<>();
    for (Expression base : type.definition().bases()) {
      if (evaluator.evaluate(base, type.closure()) instanceof Sym.Type parent) {
        names.addAll(names(parent, evaluator));
      }
    }
    for (Statement statement : type.definition().body()) {
      if (statement instanceof Statement.AnnAssign field
          && field.target() instanceof Expression.Name name) {
        names.add(name.id());
      }
    }
    return List.copyOf(names);
  }

  /// Whether a method is read like a value.
  static boolean isProperty(Sym.Function function) {
    return function.definition().decorators().stream()
        .anyMatch(each ->
            (each instanceof Expression.Name name && isProperty(name.id()))
                || (each instanceof Expression.Attribute attribute
                    && isProperty(attribute.name())));
  }

  private static boolean isProperty(String name) {
    return name.equals("property") || name.equals("cached_property");
  }
}
