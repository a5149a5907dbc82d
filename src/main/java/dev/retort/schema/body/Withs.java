package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import dev.retort.python.Statement.WithItem;
import dev.retort.schema.Gap;
import dev.retort.schema.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// `with`: what it holds happens where the context manager yields.
final class Withs {
  private final Interpreter interpreter;
  private final Run run;
  private final Evaluator evaluator;
  private final Passing passing;

  Withs(Interpreter interpreter, Evaluator evaluator) {
    this.interpreter = interpreter;
    this.run = interpreter.run;
    this.evaluator = evaluator;
    this.passing = new Passing(evaluator);
  }

  Interpreter.End of(Statement.With with, Scope scope) {
    boolean before = run.autocommit;
    Interpreter.End end = entered(with.items(), with.body(), scope);
    run.autocommit = before;
    return end;
  }

  private Interpreter.End entered(List<WithItem> items, List<Statement> body, Scope scope) {
    if (items.isEmpty()) {
      return interpreter.block(body, scope);
    }
    WithItem item = items.getFirst();
    List<WithItem> others = items.subList(1, items.size());
    if (item.context() instanceof Expression.Call call) {
      Optional<Sym.Function> manager = evaluator.calls.managing(call, scope);
      if (manager.isPresent()) {
        return managed(
            manager.get(),
            call,
            scope,
            given -> {
              item.target().ifPresent(target -> evaluator.assign(target, given, scope));
              return entered(others, body, scope);
            });
      }
    }
    Sym value = evaluator.evaluate(item.context(), scope);
    if (value instanceof Sym.Method method && method.name().equals("autocommit_block()")) {
      run.autocommit = true;
    }
    item.target().ifPresent(target -> evaluator.assign(target, value, scope));
    if (value instanceof Sym.Made made && made.last().equals("suppress")) {
      return interpreter.perhaps(body, scope, Gap.OfCourse.SUPPRESSED_ERRORS);
    }
    return entered(others, body, scope);
  }

  /// Runs a context manager of a file that was read, and what a `with` holds where it yields.
  private Interpreter.End managed(
      Sym.Function manager,
      Expression.Call call,
      Scope scope,
      Function<Sym, Interpreter.End> held) {
    Site site = run.site(scope, call);
    Frame outer = interpreter.frame;
    List<Interpreter.End> ends = new ArrayList<>();
    List<Gap> doubts = new ArrayList<>();
    var _ =
        interpreter.call(
            manager,
            passing.arguments(call, scope),
            scope,
            site,
            Optional.of(given -> {
              Frame inner = interpreter.frame;
              int before = run.doubtCount();
              interpreter.frame = outer;
              ends.add(held.apply(given));
              interpreter.frame = inner;
              doubts.addAll(run.doubtsFrom(before));
            }));
    // What the held block left undecided concerns what follows it.
    doubts.forEach(run::doubt);
    if (ends.size() == 1) {
      return ends.getFirst();
    }
    run.opaque(site, Gap.OfOperation.CONTEXT_MANAGER, Set.of(), true);
    return ends.isEmpty()
        ? held.apply(new Sym.Unknown(site.line(), Gap.OfValue.UNREAD))
        : ends.getLast();
  }
}
