package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import dev.retort.schema.Gap;
import dev.retort.schema.Site;
import java.util.List;
import java.util.Optional;

/// Calls of functions that were read, with what their decorators put around them.
final class FunctionCalls {
  /// What a method's names hold the class under that defines it; no name of Python's.
  static final String CLASS = "(class)";

  private static final String SUPER = "super";

  private final Evaluator evaluator;
  private final Calls calls;

  FunctionCalls(Evaluator evaluator, Calls calls) {
    this.evaluator = evaluator;
    this.calls = calls;
  }

  Sym call(Sym.Function function, Arguments given, Scope scope, Site site, boolean unused) {
    String name = function.definition().name();
    if (function.definition().async() && evaluator.run.isSilent()) {
      return new Sym.Unknown(site.line(), Gap.OfValue.ASYNCHRONOUS);
    }
    if (function.definition().decorators().isEmpty()) {
      return evaluator.interpreter.call(function, given, scope, site);
    }
    List<Sym> around =
        function.definition().decorators().stream()
            .map(each -> evaluator.evaluate(each, function.closure()))
            .toList();
    if (around.stream().allMatch(FunctionCalls::isTransparent)) {
      return evaluator.interpreter.call(function, given, scope, site);
    }
    Sym wrapped = bare(function);
    for (Sym decorator : around.reversed()) {
      if (isTransparent(decorator)) {
        continue;
      }
      if (!(decorator instanceof Sym.Function) && !(decorator instanceof Sym.Lambda)) {
        // What a context manager does is wanted, and not its value.
        return calls.unknownCallee(name, given, site, unused || isManaging(decorator));
      }
      wrapped =
          calls
              .apply(
                  decorator,
                  new Arguments(List.of(wrapped), java.util.Map.of(), true),
                  scope,
                  site,
                  false)
              .orElse(Sym.Nothing.NONE);
    }
    return calls
        .apply(wrapped, given, scope, site, unused)
        .orElseGet(() -> calls.unknownCallee(name, given, site, true));
  }

  /// The same without its decorators.
  static Sym.Function bare(Sym.Function function) {
    Statement.FunctionDef is = function.definition();
    return new Sym.Function(
        new Statement.FunctionDef(
            is.start(),
            is.end(),
            is.definition(),
            is.async(),
            is.name(),
            is.signature(),
            List.of(),
            is.body()),
        function.closure(),
        function.self(),
        function.defaults());
  }

  /// The function of the file that a `with` enters: one that yields once, with nothing else around
  /// it.
  Optional<Sym.Function> managing(Expression.Call call, Scope scope) {
    boolean plain =
        call.function() instanceof Expression.Name
            || (call.function() instanceof Expression.Attribute attribute
                && attribute.value() instanceof Expression.Name);
    return plain
            && evaluator.evaluate(call.function(), scope) instanceof Sym.Function function
            && function.definition().decorators().size() == 1
            && isManaging(
                evaluator.evaluate(
                    function.definition().decorators().getFirst(), function.closure()))
        ? Optional.of(bare(function))
        : Optional.empty();
  }

  private static boolean isManaging(Sym decorator) {
    return decorator instanceof Sym.Ref ref && ref.last().endsWith("contextmanager");
  }

  private static boolean isTransparent(Sym decorator) {
    return switch (decorator.libraryName()) {
      case "staticmethod",
          "classmethod",
          "cache",
          "lru_cache",
          "wraps",
          "overload",
          "override",
          "abstractmethod" ->
          true;
      default -> false;
    };
  }

  /// What `super().method(…)` calls, of a class that was read.
  Optional<Sym.Function> inherited(Expression.Call call, Scope scope) {
    boolean asks =
        call.function() instanceof Expression.Attribute attribute
            && attribute.value() instanceof Expression.Call of
            && of.function() instanceof Expression.Name name
            && name.id().equals(SUPER)
            && of.arguments().isEmpty();
    if (!asks
        || !(scope.find(CLASS).orElse(Sym.Nothing.NONE) instanceof Sym.Type type)
        || !(scope.find("self").orElse(Sym.Nothing.NONE) instanceof Sym.Instance self)) {
      return Optional.empty();
    }
    String method = ((Expression.Attribute) call.function()).name();
    for (Expression base : type.definition().bases()) {
      if (evaluator.evaluate(base, type.closure()) instanceof Sym.Type parent
          && Classes.attribute(parent, method, evaluator).orElse(Sym.Nothing.NONE)
              instanceof Sym.Function found) {
        return Optional.of(found.of(self));
      }
    }
    return Optional.empty();
  }
}
