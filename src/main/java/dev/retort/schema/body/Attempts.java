package dev.retort.schema.body;

import dev.retort.python.Statement;
import dev.retort.python.Statement.ExceptHandler;
import dev.retort.schema.Gap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// `try`: what stands in it may happen or not where an error of it is caught.
final class Attempts {
  private final Interpreter interpreter;

  Attempts(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  Interpreter.End of(Statement.Try attempt, Scope scope) {
    if (interpreter.run.isSilent()) {
      // Where modules are evaluated a `try` chooses between imports: the first way is the usual.
      Interpreter.End end = interpreter.block(attempt.body(), scope);
      return end instanceof Interpreter.End.Through
          ? interpreter.block(attempt.last(), scope)
          : end;
    }
    Run run = interpreter.run;
    boolean reraises =
        !attempt.handlers().isEmpty() && attempt.handlers().stream().allMatch(Attempts::reraises);
    Truth raised = new KeyErrors(interpreter.evaluator).isRaised(attempt, scope);
    Interpreter.End end;
    if (raised == Truth.YES) {
      end = handled(attempt.handlers().getFirst(), scope);
      Interpreter.End last = interpreter.block(attempt.last(), scope);
      return last instanceof Interpreter.End.Through ? end : last;
    }
    if (attempt.handlers().isEmpty() || reraises || raised == Truth.NO) {
      end = interpreter.block(attempt.body(), scope);
    } else if (!touches(attempt)) {
      end = interpreter.block(attempt.body(), scope);
    } else {
      Gap why = run.undecided(scope, attempt, Gap.AboutBlock.ERROR_CAUGHT);
      int operations = run.count();
      int doubts = run.doubtCount();
      run.doubt(why);
      end = interpreter.block(attempt.body(), scope);
      run.sureDownTo(doubts);
      boolean did = run.count() > operations;
      Set<String> assigned = new HashSet<>();
      for (ExceptHandler handler : attempt.handlers()) {
        Map<String, Sym> before = new HashMap<>(scope.own());
        named(handler, scope);
        Interpreter.End handled = interpreter.perhaps(handler.body(), scope, why);
        if (!(handled instanceof Interpreter.End.Raised)) {
          Assigned.in(handler.body(), assigned);
        }
        var _ = scope.exchange(before);
        if (handled instanceof Interpreter.End.Returned
            && end instanceof Interpreter.End.Through
            && did) {
          run.doubt(why);
        }
      }
      interpreter.forget(assigned, scope, scope.line(attempt));
    }
    if (end instanceof Interpreter.End.Through) {
      end = interpreter.block(attempt.otherwise(), scope);
    }
    Interpreter.End last = interpreter.block(attempt.last(), scope);
    return last instanceof Interpreter.End.Through ? end : last;
  }

  private Interpreter.End handled(ExceptHandler handler, Scope scope) {
    named(handler, scope);
    return interpreter.block(handler.body(), scope);
  }

  private static void named(ExceptHandler handler, Scope scope) {
    handler
        .name()
        .ifPresent(
            name -> scope.set(name, new Sym.Unknown(scope.line(handler), Gap.OfValue.ERROR)));
  }

  private static boolean reraises(ExceptHandler handler) {
    return !handler.body().isEmpty() && handler.body().getLast() instanceof Statement.Raise;
  }

  private static boolean touches(Statement.Try attempt) {
    return !attempt.body().stream()
        .allMatch(each -> each instanceof Statement.Import || each instanceof Statement.ImportFrom);
  }
}
