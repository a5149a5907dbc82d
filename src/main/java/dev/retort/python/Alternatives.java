package dev.retort.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Statements that hold blocks: which of them are run is mostly not known, so all ways are gone and
/// what they leave is compared.
final class Alternatives {
  private final ModuleInterpreter interpreter;
  private final Names names;
  private final SideEffects effects;
  private final Folding folding;
  private final Targets targets;

  Alternatives(
      ModuleInterpreter interpreter,
      Names names,
      SideEffects effects,
      Folding folding,
      Targets targets) {
    this.interpreter = interpreter;
    this.names = names;
    this.effects = effects;
    this.folding = folding;
    this.targets = targets;
  }

  void condition(Statement.If first, int line) throws FaultException {
    List<Map<String, Names.Bound>> ends = new ArrayList<>();
    Optional<Statement.If> arm = Optional.of(first);
    List<Statement> otherwise = List.of();
    while (arm.isPresent()) {
      Statement.If here = arm.get();
      Optional<Boolean> known = Folding.truth(folding.value(here.test()));
      if (known.equals(Optional.of(true))) {
        if (ends.isEmpty()) {
          interpreter.run(here.body());
          return;
        }
        otherwise = here.body();
        break;
      }
      if (known.isEmpty()) {
        Map<String, Names.Bound> before = names.save(line);
        maybe(here.body(), line, ends);
        names.restore(before);
      }
      otherwise = here.otherwise();
      arm =
          otherwise.size() == 1 && otherwise.getFirst() instanceof Statement.If next
              ? Optional.of(next)
              : Optional.empty();
    }
    if (ends.isEmpty()) {
      interpreter.run(otherwise);
      return;
    }
    maybe(otherwise, line, ends);
    settle(ends, line);
  }

  /// Runs a block that may not be run, and keeps what it leaves unless it ends in an exception.
  private void maybe(List<Statement> body, int line, List<Map<String, Names.Bound>> ends)
      throws FaultException {
    effects.enterMaybe();
    interpreter.run(body);
    effects.leaveMaybe();
    if (!interpreter.ended()) {
      ends.add(names.save(line));
    }
    interpreter.recover();
  }

  private void settle(List<Map<String, Names.Bound>> ends, int line) throws FaultException {
    if (ends.isEmpty()) {
      interpreter.raise(line, Fault.Raising.EVERY_BRANCH);
    } else {
      names.join(ends, line);
    }
  }

  void loop(Statement.While loop, int line) throws FaultException {
    if (Folding.truth(folding.value(loop.test())).equals(Optional.of(false))) {
      interpreter.run(loop.otherwise());
      return;
    }
    Map<String, Names.Bound> before = names.save(line);
    runOnce(loop.body());
    runOnce(loop.otherwise());
    names.blurChanges(before, Doubt.OfBinding.IN_LOOP, line);
  }

  void loop(Statement.For loop, int line) throws FaultException {
    Map<String, Names.Bound> before = names.save(line);
    effects.see(loop.iterable());
    targets.blur(loop.target(), line, Doubt.OfBinding.LOOP_VARIABLE);
    runOnce(loop.body());
    runOnce(loop.otherwise());
    names.blurChanges(before, Doubt.OfBinding.IN_LOOP, line);
  }

  private void runOnce(List<Statement> body) throws FaultException {
    effects.enterMaybe();
    interpreter.run(body);
    effects.leaveMaybe();
    interpreter.recover();
  }

  void with(Statement.With with, int line) throws FaultException {
    Map<String, Names.Bound> before = names.save(line);
    for (Statement.WithItem item : with.items()) {
      effects.see(item.context());
      if (item.target().isPresent()) {
        targets.blur(item.target().get(), line, Doubt.OfBinding.WITH);
      }
    }
    runOnce(with.body());
    names.blurChanges(before, Doubt.OfBinding.IN_WITH, line);
  }

  void attempt(Statement.Try attempt, int line) throws FaultException {
    Map<String, Names.Bound> before = names.save(line);
    List<Map<String, Names.Bound>> ends = new ArrayList<>();
    effects.enterMaybe();
    interpreter.run(attempt.body());
    Map<String, Names.Bound> after = names.save(line);
    if (!interpreter.ended()) {
      interpreter.run(attempt.otherwise());
    }
    effects.leaveMaybe();
    if (!interpreter.ended()) {
      ends.add(names.save(line));
    }
    interpreter.recover();
    if (!isQuiet(attempt.body())) {
      names.restore(after);
      names.blurChanges(before, Doubt.OfBinding.TRY, line);
      Map<String, Names.Bound> halfway = names.save(line);
      for (Statement.ExceptHandler handler : attempt.handlers()) {
        names.restore(new HashMap<>(halfway));
        handle(handler, line, ends);
      }
    }
    if (ends.isEmpty() && !attempt.last().isEmpty()) {
      names.restore(before);
      runOnce(attempt.last());
    }
    settle(ends, line);
    if (!interpreter.ended()) {
      interpreter.run(attempt.last());
    }
  }

  private void handle(
      Statement.ExceptHandler handler, int line, List<Map<String, Names.Bound>> ends)
      throws FaultException {
    if (handler.type().isPresent()) {
      effects.seeMaybe(handler.type().get());
    }
    if (handler.name().isPresent()) {
      names.blur(handler.name().get(), folding.line(handler), Doubt.OfBinding.EXCEPT);
    }
    maybe(handler.body(), line, ends);
  }

  /// Whether nothing in a block can raise: it binds names to literals.
  private static boolean isQuiet(List<Statement> body) {
    for (Statement statement : body) {
      boolean quiet =
          switch (statement) {
            case Statement.Pass _ -> true;
            case Statement.Assign assign ->
                assign.targets().size() == 1
                    && assign.targets().getFirst() instanceof Expression.Name
                    && assign.value() instanceof Expression.Constant;
            default -> false;
          };
      if (!quiet) {
        return false;
      }
    }
    return true;
  }

  void match(Statement.Match match, int line) throws FaultException {
    Map<String, Names.Bound> before = names.save(line);
    effects.see(match.subject());
    for (Statement.MatchCase each : match.cases()) {
      targets.blur(each.pattern(), line, Doubt.OfBinding.CASE);
      if (each.guard().isPresent()) {
        effects.seeMaybe(each.guard().get());
      }
      runOnce(each.body());
    }
    names.blurChanges(before, Doubt.OfBinding.IN_MATCH, line);
  }
}
