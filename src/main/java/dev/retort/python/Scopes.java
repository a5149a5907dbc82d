package dev.retort.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What Python checks of a parsed file scope by scope: where `yield`, `await`, `global` and
/// `nonlocal` may stand. Only files that hold one of these need it.
final class Scopes {
  private enum Kind {
    MODULE,
    CLASS,
    FUNCTION,
    ASYNC,
    COMPREHENSION
  }

  private static final class Scope {
    final Kind kind;
    final Optional<Scope> outer;

    /// What binds names of a function, for inner ones that declare them nonlocal.
    final List<? extends Syntax> body;

    final Set<String> parameters = new HashSet<>();
    final Set<String> used = new HashSet<>();

    /// What the loops of a comprehension bind.
    final Set<String> targets = new HashSet<>();

    /// Above 0 inside what a comprehension goes over.
    int iterables;

    boolean awaits;
    boolean yields;
    boolean returnsValue;

    Scope(Kind kind, Optional<Scope> outer, List<? extends Syntax> body) {
      this.kind = kind;
      this.outer = outer;
      this.body = body;
      iterables = outer.map(o -> o.iterables).orElse(0);
    }

    boolean isFunction() {
      return kind == Kind.FUNCTION || kind == Kind.ASYNC;
    }

    boolean mayAwait() {
      return kind == Kind.ASYNC || kind == Kind.COMPREHENSION;
    }
  }

  private final TokenCursor cursor;
  private Scope scope;

  private Scopes(TokenCursor cursor, List<Statement> module) {
    this.cursor = cursor;
    this.scope = new Scope(Kind.MODULE, Optional.empty(), module);
  }

  /// @throws FaultException where Python would refuse what its grammar accepts
  static void check(TokenCursor cursor, List<Statement> module) throws FaultException {
    new Scopes(cursor, module).all(module);
  }

  private FaultException fault(Syntax node, String message) {
    return FaultException.syntax(cursor.tokens.line(cursor.source.position(node.start())), message);
  }

  private void all(List<? extends Syntax> nodes) throws FaultException {
    for (Syntax node : nodes) {
      visit(node);
    }
  }

  private void visit(Syntax node) throws FaultException {
    switch (node) {
      case Expression.Name name -> {
        var _ = scope.used.add(name.id());
      }
      case Statement.FunctionDef function -> function(function);
      case Statement.ClassDef type -> {
        all(type.decorators());
        all(type.bases());
        all(type.keywords());
        var _ = scope.used.add(type.name());
        inside(Kind.CLASS, List.of(), type.body());
      }
      case Expression.Lambda lambda -> {
        all(lambda.parameters());
        inside(Kind.FUNCTION, lambda.parameters(), List.of(lambda.body()));
      }
      case Expression.ListComp c -> comprehension(node, c.generators(), List.of(c.element()));
      case Expression.SetComp c -> comprehension(node, c.generators(), List.of(c.element()));
      case Expression.DictComp c ->
          comprehension(node, c.generators(), List.of(c.key(), c.value()));
      case Expression.GeneratorExp c -> comprehension(node, c.generators(), List.of(c.element()));
      case Expression.NamedExpr named -> named(named);
      case Expression.Comprehension c -> {
        iterable(c.iterable());
        visit(c.target());
        all(c.conditions());
      }
      case Expression.Await _ -> {
        awaits(node, "await");
        all(node.children());
      }
      case Expression.Yield _ -> yields(node);
      case Expression.YieldFrom _ -> {
        if (scope.kind == Kind.ASYNC) {
          throw fault(node, "`yield from` stands inside an asynchronous function");
        }
        yields(node);
      }
      case Statement.For loop -> asynchronous(loop, loop.async(), "async for");
      case Statement.With with -> asynchronous(with, with.async(), "async with");
      case Statement.Return returned -> {
        scope.returnsValue |= returned.value().isPresent();
        all(node.children());
      }
      case Statement.Global global -> declared(node, global.names(), "global");
      case Statement.Nonlocal nonlocal -> {
        declared(node, nonlocal.names(), "nonlocal");
        boundOutside(nonlocal);
      }
      default -> {
        scope.used.addAll(BoundNames.declared(node));
        all(node.children());
      }
    }
  }

  private void iterable(Expression iterable) throws FaultException {
    scope.iterables++;
    visit(iterable);
    scope.iterables--;
  }

  private void named(Expression.NamedExpr named) throws FaultException {
    String name = named.target().id();
    if (scope.iterables > 0) {
      throw fault(named, "`:=` stands in what a comprehension goes over");
    }
    Scope at = scope;
    while (at.kind == Kind.COMPREHENSION) {
      if (at.targets.contains(name)) {
        throw fault(named, "`:=` binds `" + name + "`, the variable of a comprehension");
      }
      at = at.outer.orElseThrow();
    }
    if (at != scope && at.kind == Kind.CLASS) {
      throw fault(named, "`:=` stands in a comprehension of a class body");
    }
    var _ = at.used.add(name);
    visit(named.value());
  }

  private void asynchronous(Statement node, boolean async, String words) throws FaultException {
    if (async && scope.kind != Kind.ASYNC) {
      throw outside(node, words);
    }
    all(node.children());
  }

  private void boundOutside(Statement.Nonlocal nonlocal) throws FaultException {
    for (String name : nonlocal.names()) {
      if (!isBoundOutside(name)) {
        throw fault(nonlocal, "`nonlocal` names `" + name + "`, which no outer function binds");
      }
    }
  }

  private FaultException outside(Syntax node, String word) {
    return fault(node, "`" + word + "` stands outside a function that may hold it");
  }

  private void awaits(Syntax node, String word) throws FaultException {
    if (!scope.mayAwait()) {
      throw outside(node, word);
    }
    scope.awaits = true;
  }

  private void yields(Syntax node) throws FaultException {
    if (!scope.isFunction()) {
      throw outside(node, "yield");
    }
    scope.yields = true;
    all(node.children());
  }

  private void function(Statement.FunctionDef function) throws FaultException {
    var _ = scope.used.add(function.name());
    all(function.decorators());
    all(function.parameters());
    if (function.returns().isPresent()) {
      visit(function.returns().get());
    }
    Kind kind = function.async() ? Kind.ASYNC : Kind.FUNCTION;
    Scope inner = inside(kind, function.parameters(), function.body());
    if (kind == Kind.ASYNC && inner.yields && inner.returnsValue) {
      throw fault(function, "`return` has a value inside an asynchronous generator");
    }
  }

  private Scope inside(Kind kind, List<Parameter> parameters, List<? extends Syntax> body)
      throws FaultException {
    Scope inner = new Scope(kind, Optional.of(scope), body);
    if (kind == Kind.COMPREHENSION) {
      inner.targets.addAll(BoundNames.ofLoops(body));
    }
    for (Parameter parameter : parameters) {
      var _ = inner.parameters.add(parameter.name());
    }
    Scope outer = scope;
    scope = inner;
    all(body);
    scope = outer;
    return inner;
  }

  private void comprehension(
      Syntax node, List<Expression.Comprehension> generators, List<Expression> elements)
      throws FaultException {
    Expression.Comprehension first = generators.getFirst();
    iterable(first.iterable());
    List<Syntax> inside = new ArrayList<>();
    inside.add(first.target());
    inside.addAll(first.conditions());
    inside.addAll(generators.subList(1, generators.size()));
    inside.addAll(elements);
    Scope inner = inside(Kind.COMPREHENSION, List.of(), inside);
    boolean async = generators.stream().anyMatch(Expression.Comprehension::async) || inner.awaits;
    if (async && !(node instanceof Expression.GeneratorExp)) {
      awaits(node, "async");
    }
  }

  private void declared(Syntax node, List<String> names, String word) throws FaultException {
    for (String name : names) {
      if (scope.parameters.contains(name)) {
        throw fault(node, "`" + name + "` is a parameter and `" + word + "`");
      }
      if (scope.used.contains(name)) {
        throw fault(node, "`" + name + "` is used before it is declared `" + word + "`");
      }
    }
  }

  private boolean isBoundOutside(String name) {
    for (Optional<Scope> at = scope.outer; at.isPresent(); at = at.get().outer) {
      Scope outer = at.get();
      if (outer.isFunction()
          && (outer.parameters.contains(name) || BoundNames.in(outer.body).contains(name))) {
        return true;
      }
    }
    return false;
  }
}
