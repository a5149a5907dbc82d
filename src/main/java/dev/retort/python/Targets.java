package dev.retort.python;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Binds the targets of assignments.
final class Targets {
  private final Names names;
  private final Observation observation;
  private final Folding folding;

  Targets(Names names, Observation observation, Folding folding) {
    this.names = names;
    this.observation = observation;
    this.folding = folding;
  }

  /// @param expression the value's expression if it is this target's alone, else `NONE`
  void assign(Node target, Value value, Node expression, int line) throws FaultException {
    names.step(1, line);
    switch (target.type()) {
      case "identifier" ->
          names.bind(
              Identifiers.normal(folding.text(target)),
              value,
              line,
              expression.isPresent() ? Optional.of(folding.span(expression)) : Optional.empty());
      case "parenthesized_expression" -> assign(target.parts().getFirst(), value, expression, line);
      case "tuple_pattern" -> {
        if (target.parts().size() == 1 && !target.has(",")) {
          assign(target.parts().getFirst(), value, expression, line);
        } else {
          unpack(target.parts(), value, expression, line);
        }
      }
      case "pattern_list", "list_pattern", "tuple", "list", "expression_list" ->
          unpack(target.parts(), value, expression, line);
      default -> observation.see(target);
    }
  }

  private void unpack(List<Node> targets, Value value, Node expression, int line)
      throws FaultException {
    Optional<List<Value>> values = Folding.iterate(value);
    int star = -1;
    for (int i = 0; i < targets.size(); i++) {
      if (targets.get(i).is("list_splat_pattern") || targets.get(i).is("list_splat")) {
        star = i;
      }
    }
    if (values.isEmpty()) {
      String reason =
          value instanceof Value.Unknown unknown
              ? unknown.reason()
              : "it is unpacked from something that is not followed";
      for (Node target : targets) {
        blur(target, line, reason);
      }
      return;
    }
    List<Value> elements = values.get();
    int rest = elements.size() - targets.size() + 1;
    if (star < 0 ? elements.size() != targets.size() : rest < 0) {
      observation.doubt(line, "the numbers of targets and values differ");
      for (Node target : targets) {
        blur(target, line, "the numbers of targets and values differ");
      }
      return;
    }
    List<Node> expressions = expressions(expression, elements.size());
    int at = 0;
    for (int i = 0; i < targets.size(); i++) {
      if (i == star) {
        Value slice = new Value.Items(Value.Shape.LIST, elements.subList(at, at + rest));
        assign(targets.get(i).parts().getFirst(), slice, Node.NONE, line);
        at += rest;
      } else {
        assign(targets.get(i), elements.get(at), expressions.get(at), line);
        at++;
      }
    }
  }

  /// The expressions of the elements, where each has one of its own.
  private static List<Node> expressions(Node expression, int size) {
    Node node = expression;
    while (node.is("parenthesized_expression")) {
      node = node.parts().getFirst();
    }
    boolean display = node.is("tuple") || node.is("list") || node.is("expression_list");
    List<Node> parts = display ? node.parts() : List.of();
    if (parts.size() != size || parts.stream().anyMatch(p -> p.is("list_splat"))) {
      return new ArrayList<>(Collections.nCopies(size, Node.NONE));
    }
    return parts;
  }

  /// Binds every name in a target to something unknown.
  void blur(Node target, int line, String reason) throws FaultException {
    names.step(1, line);
    switch (target.type()) {
      case "identifier" -> names.blur(Identifiers.normal(folding.text(target)), line, reason);
      case "attribute", "subscript" -> observation.see(target);
      default -> {
        for (Node part : target.parts()) {
          blur(part, line, reason);
        }
      }
    }
  }
}
