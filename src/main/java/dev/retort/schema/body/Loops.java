package dev.retort.schema.body;

import dev.retort.python.Statement;
import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.body.Interpreter.End;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `for` and `while`. Rounds are gone through one by one while they are known and something new
/// comes of them; the rest is one round of which nothing is known, which may be run or not: what
/// none of its ways does, no round does.
final class Loops {
  private static final int MOST_ROUNDS = 5_000;

  /// So many rounds without anything new, and that of the others is not looked for.
  private static final int QUIET_FOR = 500;

  /// A `while` that nothing new comes of mostly waits for rows or errors.
  private static final int QUIET_WHILE = 100;

  private static final End THROUGH = new End.Through();

  private final Interpreter interpreter;

  Loops(Interpreter interpreter) {
    this.interpreter = interpreter;
  }

  End of(Statement.For loop, Scope scope) {
    Run run = interpreter.run;
    Evaluator evaluator = interpreter.evaluator;
    Sym iterable = evaluator.evaluate(loop.iterable(), scope);
    Optional<List<Sym>> elements = evaluator.iterate(iterable);
    Gap unknown = run.undecided(scope, loop, Gap.AboutBlock.LOOP_OVER_UNKNOWN);
    if (elements.isEmpty() || elements.get().size() > MOST_ROUNDS) {
      if (iterable instanceof Sym.Seq known) {
        Quiet quiet = new Quiet(QUIET_FOR);
        for (Sym each : List.copyOf(known.items)) {
          evaluator.assign(loop.target(), each, scope);
          var _ = interpreter.perhaps(loop.body(), scope, unknown);
          if (quiet.isReached()) {
            break;
          }
        }
      }
      rest(loop, scope, unknown);
      return THROUGH;
    }
    int doubts = run.doubtCount();
    Quiet quiet = new Quiet(QUIET_FOR);
    for (Sym element : elements.get()) {
      if (quiet.isReached()) {
        rest(loop, scope, unknown);
        break;
      }
      evaluator.assign(loop.target(), element, scope);
      End end = interpreter.block(loop.body(), scope);
      if (end instanceof End.Left left) {
        if (left.again()) {
          continue;
        }
        spoil(iterable);
        return THROUGH;
      }
      if (!(end instanceof End.Through)) {
        spoil(iterable);
        return end;
      }
    }
    settle(loop.body(), doubts);
    return interpreter.block(loop.otherwise(), scope);
  }

  /// A loop that is left leaves the rest of a generator.
  private static void spoil(Sym iterable) {
    if (iterable instanceof Sym.Seq seq) {
      seq.spoil();
    }
  }

  End of(Statement.While loop, Scope scope) {
    Run run = interpreter.run;
    Evaluator evaluator = interpreter.evaluator;
    Truth truth = evaluator.evaluate(loop.test(), scope).truth();
    int rounds = 0;
    int doubts = run.doubtCount();
    Quiet quiet = new Quiet(QUIET_WHILE);
    while (truth == Truth.YES && rounds++ < MOST_ROUNDS && run.step()) {
      End end = interpreter.block(loop.body(), scope);
      if (end instanceof End.Left left && !left.again()) {
        return THROUGH;
      }
      if (end instanceof End.Returned || end instanceof End.Raised) {
        return end;
      }
      truth =
          run.doubtCount() > doubts || quiet.isReached()
              ? Truth.UNKNOWN
              : evaluator.evaluate(loop.test(), scope).truth();
    }
    settle(loop.body(), doubts);
    if (truth == Truth.NO) {
      return interpreter.block(loop.otherwise(), scope);
    }
    int line = scope.line(loop);
    Set<String> assigned = assigned(loop.body());
    interpreter.forget(assigned, scope, line);
    var _ =
        interpreter.perhaps(
            loop.body(), scope, interpreter.run.undecided(scope, loop, Gap.AboutBlock.LOOP_TIMES));
    interpreter.forget(assigned, scope, line);
    return THROUGH;
  }

  /// A round of which nothing is known.
  private void rest(Statement.For loop, Scope scope, Gap why) {
    int line = scope.line(loop);
    Set<String> assigned = assigned(loop.body());
    interpreter.evaluator.assign(loop.target(), new Sym.Unknown(line, why), scope);
    interpreter.forget(assigned, scope, line);
    var _ = interpreter.perhaps(loop.body(), scope, why);
    interpreter.forget(assigned, scope, line);
  }

  private static Set<String> assigned(List<Statement> body) {
    Set<String> assigned = new HashSet<>();
    Assigned.in(body, assigned);
    return assigned;
  }

  /// An undecided `continue` or `break` concerns nothing behind its loop; a `return` does.
  private void settle(List<Statement> body, int doubts) {
    if (!Assigned.returns(body)) {
      interpreter.run.sureDownTo(doubts);
    }
  }

  /// Counts the rounds since one did what none did before it. A module does nothing, and what it
  /// binds counts.
  private final class Quiet {
    private final int most;
    private final Set<Operation> known = new HashSet<>();
    private int done = interpreter.run.count();
    private int rounds;

    Quiet(int most) {
      this.most = most;
    }

    /// Asked once a round.
    boolean isReached() {
      Run run = interpreter.run;
      boolean news = known.addAll(run.since(done));
      done = run.count();
      rounds = news || run.isSilent() ? 0 : rounds + 1;
      return rounds > most;
    }
  }
}
