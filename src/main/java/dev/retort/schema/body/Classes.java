package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Classes of files that were read: Python enumerations, constants kept in a class, and types that
/// decorate others.
final class Classes {
  private static final int MOST_BASES = 12;

  private Classes() {}

  /// A name in a class's body, or in that of a base.
  static Optional<Sym> attribute(Sym.Type type, String name, Evaluator evaluator) {
    return attribute(type, name, evaluator, MOST_BASES)
        .map(found ->
            found instanceof Sym.Function function && isDecorated(function, "classmethod")
                ? function.of(type)
                : found);
  }

  private static boolean isDecorated(Sym.Function function, String decorator) {
    return function.definition().decorators().stream().anyMatch(each -> isNamed(each, decorator));
  }

  private static Optional<Sym> attribute(
      Sym.Type type, String name, Evaluator evaluator, int levels) {
    if (name.equals("__name__")) {
      return Optional.of(Sym.text(type.definition().name()));
    }
    if (name.equals("__members__")) {
      return byName(type, evaluator);
    }
    for (Statement statement : type.definition().body().reversed()) {
      Optional<Sym> found = binding(statement, name, type, evaluator);
      if (found.isPresent()) {
        return isEnumeration(type, evaluator, MOST_BASES)
                && !(found.get() instanceof Sym.Function)
                && !(found.get() instanceof Sym.Type)
            ? Optional.of(new Sym.Member(type, name, found.get()))
            : found;
      }
    }
    if (levels == 0) {
      return Optional.empty();
    }
    for (Expression base : type.definition().bases()) {
      if (evaluator.evaluate(base, type.closure()) instanceof Sym.Type parent) {
        Optional<Sym> found = attribute(parent, name, evaluator, levels - 1);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Sym> binding(
      Statement statement, String name, Sym.Type type, Evaluator evaluator) {
    return switch (statement) {
      case Statement.Assign assign
          when assign.targets().stream().anyMatch(target -> isNamed(target, name)) ->
          Optional.of(evaluator.evaluate(assign.value(), body(type)));
      case Statement.AnnAssign assign
          when isNamed(assign.target(), name) && assign.value().isPresent() ->
          Optional.of(evaluator.evaluate(assign.value().get(), body(type)));
      case Statement.ClassDef nested when nested.name().equals(name) ->
          Optional.of(new Sym.Type(nested, type.closure()));
      case Statement.FunctionDef function when function.name().equals(name) ->
          Optional.of(new Sym.Function(function, ofMethods(type)));
      default -> Optional.empty();
    };
  }

  private static Scope ofMethods(Sym.Type type) {
    Scope scope = type.closure().inner();
    scope.set(FunctionCalls.CLASS, type);
    return scope;
  }

  /// Constants of the body see those above them.
  private static Scope body(Sym.Type type) {
    return type.closure().inner();
  }

  private static boolean isNamed(Expression target, String name) {
    return target instanceof Expression.Name each && each.id().equals(name);
  }

  /// An attribute of an object: one that its class has, methods bound to it.
  static Optional<Sym> attribute(Sym.Instance instance, String name, Evaluator evaluator) {
    Optional<Sym> own =
        instance.fields().get(name).or(() -> Fields.given(instance, name, evaluator));
    if (own.isPresent()) {
      return own;
    }
    Optional<Sym> found = attribute(instance.type(), name, evaluator);
    if (found.isPresent()
        && found.get() instanceof Sym.Function function
        && function.self().isEmpty()
        && !isDecorated(function, "staticmethod")) {
      return Optional.of(function.of(instance));
    }
    return found.or(() -> Optional.ofNullable(instance.keywords().get(name)));
  }

  static boolean isEnumeration(Sym.Type type, Evaluator evaluator, int levels) {
    for (Expression base : type.definition().bases()) {
      Sym each = evaluator.evaluate(base, type.closure());
      if (each instanceof Sym.Ref ref && ref.last().endsWith("Enum")) {
        return true;
      }
      if (levels > 0
          && each instanceof Sym.Type parent
          && isEnumeration(parent, evaluator, levels - 1)) {
        return true;
      }
    }
    return false;
  }

  /// The members of an enumeration, in order.
  static Optional<List<Sym>> members(Sym.Type type, Evaluator evaluator) {
    if (!isEnumeration(type, evaluator, MOST_BASES)) {
      return Optional.empty();
    }
    List<Sym> members = new ArrayList<>();
    for (Statement statement : type.definition().body()) {
      if (statement instanceof Statement.Assign assign) {
        for (Expression target : assign.targets()) {
          if (target instanceof Expression.Name name && !name.id().startsWith("_")) {
            members.add(
                new Sym.Member(
                    type, name.id(), evaluator.evaluate(assign.value(), type.closure().inner())));
          }
        }
      }
    }
    return members.isEmpty() ? Optional.empty() : Optional.of(members);
  }

  /// The members of an enumeration by their names.
  private static Optional<Sym> byName(Sym.Type type, Evaluator evaluator) {
    return members(type, evaluator)
        .map(all -> {
          Sym.Dict names = new Sym.Dict();
          all.forEach(each -> names.entries.put(Sym.text(((Sym.Member) each).name()), each));
          return names;
        });
  }

  /// An object of a class.
  static Sym made(Sym.Type type, Arguments given, Evaluator evaluator, Scope scope, Site site) {
    if (isEnumeration(type, evaluator, MOST_BASES) && given.positional().size() == 1) {
      for (Sym each : members(type, evaluator).orElse(List.of())) {
        if (each instanceof Sym.Member member
            && Sym.same(member.value(), given.positional().getFirst()) == Truth.YES) {
          return member;
        }
      }
    }
    return Fields.made(type, given, evaluator, scope, site);
  }
}
