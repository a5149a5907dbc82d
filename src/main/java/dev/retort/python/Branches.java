package dev.retort.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Statements that hold blocks: which of them are run is mostly not known, so all ways are gone and
/// what they leave is compared.
final class Branches {
  private final Execution execution;
  private final Names names;
  private final Observation observation;
  private final Folding folding;
  private final Targets targets;

  Branches(
      Execution execution, Names names, Observation observation, Folding folding, Targets targets) {
    this.execution = execution;
    this.names = names;
    this.observation = observation;
    this.folding = folding;
    this.targets = targets;
  }

  void condition(Node node, int line) throws FaultException {
    List<Map<String, Names.Bound>> ends = new ArrayList<>();
    boolean open = true;
    List<Node> arms = new ArrayList<>();
    arms.add(node);
    node.parts().stream().filter(p -> p.field().equals("alternative")).forEach(arms::add);
    for (Node arm : arms) {
      boolean last = arm.is("else_clause");
      Optional<Boolean> known =
          last ? Optional.of(true) : Folding.truth(folding.value(arm.child("condition")));
      Node body = arm.child(last ? "body" : "consequence");
      if (known.equals(Optional.of(false))) {
        continue;
      }
      if (known.isPresent() && ends.isEmpty()) {
        execution.run(body.children());
        return;
      }
      Map<String, Names.Bound> before = names.save(line);
      maybe(body, ends);
      names.restore(before);
      if (known.isPresent()) {
        open = false;
        break;
      }
    }
    if (open) {
      ends.add(names.save(line));
    }
    settle(ends, line);
  }

  /// Runs a block that may not be run, and keeps what it leaves unless it ends in an exception.
  private void maybe(Node body, List<Map<String, Names.Bound>> ends) throws FaultException {
    observation.enterMaybe();
    execution.run(body.children());
    observation.leaveMaybe();
    if (!execution.ended()) {
      ends.add(names.save(folding.line(body)));
    }
    execution.recover();
  }

  private void settle(List<Map<String, Names.Bound>> ends, int line) throws FaultException {
    if (ends.isEmpty()) {
      execution.raise(line, "every way through this statement raises an exception");
    } else {
      names.join(ends, line);
    }
  }

  void loop(Node node, int line) throws FaultException {
    if (node.is("while_statement")
        && Folding.truth(folding.value(node.child("condition"))).equals(Optional.of(false))) {
      execution.run(node.child("alternative").child("body").children());
      return;
    }
    Map<String, Names.Bound> before = names.save(line);
    if (node.is("for_statement")) {
      observation.see(node.child("right"));
      targets.blur(node.child("left"), line, "it is a loop's variable");
    }
    runOnce(node.child("body"));
    if (node.child("alternative").isPresent()) {
      runOnce(node.child("alternative").child("body"));
    }
    names.blurChanges(before, "it is bound inside a loop", line);
  }

  private void runOnce(Node body) throws FaultException {
    observation.enterMaybe();
    execution.run(body.children());
    observation.leaveMaybe();
    execution.recover();
  }

  void with(Node node, int line) throws FaultException {
    Map<String, Names.Bound> before = names.save(line);
    for (Node clause : node.parts()) {
      if (!clause.is("with_clause")) {
        continue;
      }
      for (Node item : clause.parts()) {
        Node value = item.child("value");
        if (value.is("as_pattern")) {
          observation.see(value.parts().getFirst());
          targets.blur(value.child("alias"), line, "it is bound by `with`");
        } else {
          observation.see(item);
        }
      }
    }
    runOnce(node.child("body"));
    names.blurChanges(before, "it is bound inside a `with` block", line);
  }

  void attempt(Node node, int line) throws FaultException {
    Node body = node.child("body");
    List<Node> handlers = new ArrayList<>();
    Optional<Node> otherwise = Optional.empty();
    Optional<Node> last = Optional.empty();
    for (Node part : node.parts()) {
      switch (part.type()) {
        case "except_clause", "except_group_clause" -> handlers.add(part);
        case "else_clause" -> otherwise = Optional.of(part.child("body"));
        case "finally_clause" -> last = Optional.of(part.parts().getLast());
        default -> {}
      }
    }
    Map<String, Names.Bound> before = names.save(line);
    List<Map<String, Names.Bound>> ends = new ArrayList<>();
    boolean quiet = quiet(body);
    observation.enterMaybe();
    execution.run(body.children());
    Map<String, Names.Bound> after = names.save(line);
    if (otherwise.isPresent() && !execution.ended()) {
      execution.run(otherwise.get().children());
    }
    observation.leaveMaybe();
    if (!execution.ended()) {
      ends.add(names.save(line));
    }
    execution.recover();
    if (!quiet) {
      names.restore(after);
      names.blurChanges(before, "the `try` block may stop before or after it", line);
      Map<String, Names.Bound> halfway = names.save(line);
      for (Node handler : handlers) {
        names.restore(new HashMap<>(halfway));
        handle(handler, ends);
      }
    }
    if (ends.isEmpty() && last.isPresent()) {
      names.restore(before);
      runOnce(last.get());
    }
    settle(ends, line);
    if (last.isPresent() && !execution.ended()) {
      execution.run(last.get().children());
    }
  }

  private void handle(Node handler, List<Map<String, Names.Bound>> ends) throws FaultException {
    for (Node part : handler.parts()) {
      if (part.is("as_pattern")) {
        observation.seeMaybe(part.parts().getFirst());
        targets.blur(part.child("alias"), folding.line(part), "it is bound by `except`");
      }
    }
    maybe(handler.parts().getLast(), ends);
  }

  /// Whether nothing in a block can raise: it binds names to literals.
  private static boolean quiet(Node body) {
    for (Node statement : body.parts()) {
      if (statement.is("pass_statement")) {
        continue;
      }
      Node node = statement.is("expression_statement") ? statement.parts().getFirst() : Node.NONE;
      boolean literal =
          switch (node.child("right").type()) {
            case "string", "integer", "none", "true", "false" -> true;
            default -> false;
          };
      if (!node.is("assignment") || !node.child("left").is("identifier") || !literal) {
        return false;
      }
    }
    return true;
  }

  void match(Node node, int line) throws FaultException {
    Map<String, Names.Bound> before = names.save(line);
    observation.see(node.child("subject"));
    for (Node clause : node.child("body").parts()) {
      for (Node part : clause.parts()) {
        if (part.is("case_pattern")) {
          targets.blur(part, line, "a `case` may bind it");
        }
      }
      runOnce(clause.child("consequence"));
    }
    names.blurChanges(before, "it is bound inside a `match` statement", line);
  }
}
