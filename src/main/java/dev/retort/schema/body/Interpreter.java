package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import dev.retort.python.Statement.Alias;
import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.Site;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The symbolic run of statements: what is decided is followed, what is not is followed both ways,
/// as something that may happen.
final class Interpreter {
  final Run run;
  final Evaluator evaluator;
  private final Recursions recursions;
  private final Passing passing;
  private final Attempts attempts = new Attempts(this);
  private final Loops loops = new Loops(this);
  private final Matches matches = new Matches(this);
  private final Withs withs;

  /// How a block ends.
  sealed interface End {
    record Through() implements End {}

    record Returned(Sym value) implements End {}

    record Raised() implements End {}

    record Left(boolean again) implements End {}
  }

  static final End THROUGH = new End.Through();

  /// The function at hand.
  Frame frame = new Frame(Optional.empty());

  Interpreter(Run run) {
    this.run = run;
    this.recursions = new Recursions(run);
    this.evaluator = new Evaluator(this);
    this.passing = new Passing(evaluator);
    this.withs = new Withs(this, evaluator);
  }

  /// A module's top level.
  void module(Scope scope) {
    var _ = block(scope.tree.body(), scope);
  }

  /// Calls a function that was read.
  ///
  /// @param caller where from
  Sym call(Sym.Function function, Arguments given, Scope caller, Site site) {
    return call(function, given, caller, site, Optional.empty());
  }

  /// @param held what is done where it yields, of a context manager
  Sym call(
      Sym.Function function,
      Arguments given,
      Scope caller,
      Site site,
      Optional<Consumer<Sym>> held) {
    Statement.FunctionDef definition = function.definition();
    if (!run.step()) {
      run.opaque(site, Gap.OfCourse.TOO_MANY_STEPS, Set.of(), true);
      return new Sym.Unknown(site.line(), Gap.OfValue.TOO_DEEP);
    }
    if (!recursions.enter(definition)) {
      return new Sym.Unknown(site.line(), new Gap.Call(definition.name(), Gap.AboutCall.RETURNS));
    }
    if (!run.enter(caller, function.closure(), site)) {
      var _ = recursions.leave(definition);
      run.opaque(site, new Gap.Call(definition.name(), Gap.AboutCall.TOO_DEEP), Set.of(), true);
      return new Sym.Unknown(site.line(), Gap.OfValue.TOO_DEEP);
    }
    int doubts = run.doubtCount();
    Frame outer = frame;
    frame = new Frame(held);
    try {
      Scope scope = function.closure().inner();
      passing.bind(
          definition.parameters(),
          given,
          function.self(),
          scope,
          function.closure(),
          function.defaults());
      End end = block(definition.body(), scope);
      Sym value = end instanceof End.Returned returned ? returned.value() : Sym.Nothing.NONE;
      if (frame.yields.isPresent() && definition.decorators().isEmpty()) {
        frame.yields.get().whole &= !frame.maybeReturned;
        return frame.yields.get();
      }
      return frame.maybeReturned
          ? new Sym.Unknown(site.line(), new Gap.Call(definition.name(), Gap.AboutCall.RETURNS))
          : value;
    } finally {
      frame = outer;
      run.sureDownTo(doubts);
      run.leave();
      if (recursions.leave(definition)) {
        run.opaque(site, new Gap.Call(definition.name(), Gap.AboutCall.TOO_DEEP), Set.of(), true);
      }
    }
  }

  /// Takes what a generator gives; what it does between is done at once.
  void yielded(Sym values) {
    if (frame.held.isPresent()) {
      frame
          .held
          .get()
          .accept(
              evaluator
                  .iterate(values)
                  .flatMap(each -> each.stream().findFirst())
                  .orElse(Sym.Nothing.NONE));
      return;
    }
    Sym.Seq seq = frame.yields.orElseGet(() -> new Sym.Seq(run.iterating(), List.of(), true));
    Optional<List<Sym>> each = evaluator.iterate(values);
    each.ifPresent(seq.items::addAll);
    seq.whole &= each.isPresent() && !run.isDoubtful();
    frame.yields = Optional.of(seq);
  }

  Sym call(Sym.Lambda lambda, Arguments given) {
    Scope scope = lambda.closure().inner();
    passing.bind(
        lambda.definition().parameters(),
        given,
        Optional.empty(),
        scope,
        lambda.closure(),
        lambda.defaults());
    return evaluator.evaluate(lambda.definition().body(), scope);
  }

  End block(List<Statement> statements, Scope scope) {
    for (Statement statement : statements) {
      if (!run.step()) {
        run.opaque(run.site(scope, statement), Gap.OfCourse.TOO_MANY_STEPS, Set.of(), true);
        return THROUGH;
      }
      End end = statement(statement, scope);
      if (!(end instanceof End.Through)) {
        return end;
      }
    }
    return THROUGH;
  }

  private End statement(Statement statement, Scope scope) {
    switch (statement) {
      case Statement.Expr expr -> {
        if (evaluator.statement(expr.value(), scope) instanceof Sym.Ended) {
          return new End.Raised();
        }
      }
      case Statement.Assign assign -> assign(assign, scope);
      case Statement.AnnAssign assign ->
          assign
              .value()
              .ifPresent(value ->
                  evaluator.assign(assign.target(), evaluator.evaluate(value, scope), scope));
      case Statement.AugAssign assign -> evaluator.augment(assign, scope);
      case Statement.FunctionDef function ->
          scope.set(function.name(), evaluator.calls.defined(function, scope));
      case Statement.ClassDef type -> scope.set(type.name(), new Sym.Type(type, scope));
      case Statement.Import imported -> imports(imported, scope);
      case Statement.ImportFrom imported -> Imports.from(imported, scope, run);
      case Statement.Return(_, _, Optional<Expression> value) -> {
        return new End.Returned(
            value.map(each -> evaluator.evaluate(each, scope)).orElse(Sym.Nothing.NONE));
      }
      case Statement.Raise _ -> {
        if (!run.isDoubtful()) {
          run.emit(new Operation.Raise(run.site(scope, statement)));
        }
        return new End.Raised();
      }
      case Statement.If branch -> {
        return decide(branch, scope);
      }
      case Statement.For loop -> {
        return loops.of(loop, scope);
      }
      case Statement.While loop -> {
        return loops.of(loop, scope);
      }
      case Statement.With with -> {
        return withs.of(with, scope);
      }
      case Statement.Try attempt -> {
        return attempts.of(attempt, scope);
      }
      case Statement.Match match -> {
        return matches.of(match, scope);
      }
      case Statement.Global global -> global.names().forEach(scope::declareGlobal);
      case Statement.Break _ -> {
        return new End.Left(false);
      }
      case Statement.Continue _ -> {
        return new End.Left(true);
      }
      case Statement.Delete delete -> evaluator.delete(delete, scope);
      case Statement.Nonlocal nonlocal -> nonlocal.names().forEach(scope::declareNonlocal);
      case Statement.Pass _, Statement.Assert _, Statement.TypeAlias _ -> {}
    }
    return THROUGH;
  }

  private void assign(Statement.Assign assign, Scope scope) {
    Sym value = evaluator.evaluate(assign.value(), scope);
    for (Expression target : assign.targets()) {
      evaluator.assign(target, value, scope);
    }
  }

  private void imports(Statement.Import imported, Scope scope) {
    for (Alias alias : imported.names()) {
      Imports.plain(alias, scope, run);
    }
  }

  private End decide(Statement.If branch, Scope scope) {
    Truth truth = evaluator.evaluate(branch.test(), scope).truth();
    if (truth != Truth.UNKNOWN) {
      return block(truth == Truth.YES ? branch.body() : branch.otherwise(), scope);
    }
    Gap why = run.undecided(scope, branch, Gap.AboutBlock.CONDITION);
    return either(
        () -> block(branch.body(), scope), () -> block(branch.otherwise(), scope), scope, why);
  }

  /// Two ways of which one is taken.
  End either(Supplier<End> first, Supplier<End> second, Scope scope, Gap why) {
    Map<String, Sym> before = new HashMap<>(scope.own());
    End one = perhaps(first, why);
    Map<String, Sym> afterOne = scope.exchange(before);
    End two = perhaps(second, why);
    if (one instanceof End.Raised && !(two instanceof End.Raised)) {
      return two;
    }
    if (two instanceof End.Raised && !(one instanceof End.Raised)) {
      var _ = scope.exchange(afterOne);
      return one;
    }
    join(afterOne, scope, why);
    if (one.getClass() == two.getClass()) {
      return one instanceof End.Returned a
              && two instanceof End.Returned b
              && Sym.same(a.value(), b.value()) != Truth.YES
          ? new End.Returned(new Sym.Unknown(1, why))
          : one;
    }
    // One way goes on and the other does not: what follows may happen or not.
    frame.maybeReturned |= one instanceof End.Returned || two instanceof End.Returned;
    run.doubt(why);
    return THROUGH;
  }

  /// A block that may be run; what it leaves undecided stays within.
  End perhaps(List<Statement> block, Scope scope, Gap why) {
    return perhaps(() -> block(block, scope), why);
  }

  private End perhaps(Supplier<End> way, Gap why) {
    int doubts = run.doubtCount();
    run.doubt(why);
    End end = way.get();
    run.sureDownTo(doubts);
    return end;
  }

  /// What means the same on whichever path it was bound.
  private static boolean isFixed(Sym value) {
    return value instanceof Sym.Ref
        || value instanceof Sym.Function
        || value instanceof Sym.Type
        || value instanceof Sym.Module
        || value instanceof Sym.Imported;
  }

  private static void join(Map<String, Sym> others, Scope scope, Gap why) {
    Set<String> names = new HashSet<>(others.keySet());
    names.addAll(scope.own().keySet());
    for (String name : names) {
      Sym one = others.get(name);
      Sym two = scope.own().get(name);
      // Most names are touched on neither way.
      if (one != null && two != null && Sym.isOneObject(one, two)) {
        continue;
      }
      if (one == null || two == null || (Sym.same(one, two) != Truth.YES)) {
        Optional<Sym> only =
            one == null
                ? Optional.ofNullable(two)
                : two == null ? Optional.of(one) : Optional.empty();
        Optional<Sym> fixed = only.filter(Interpreter::isFixed);
        if (fixed.isPresent()) {
          scope.set(name, fixed.get());
          continue;
        }
        if (one != null && two != null && one.lookedUp().equals(two.lookedUp())) {
          continue;
        }
        scope.set(
            name,
            one == null || two == null
                ? new Sym.Unknown(1, why)
                : Sym.Unknown.oneOf(one, two, 1, why));
      }
    }
  }

  void forget(Set<String> names, Scope scope, int line) {
    for (String name : names) {
      scope.set(name, new Sym.Unknown(line, Gap.OfValue.SET));
    }
  }
}
