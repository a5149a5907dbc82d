package dev.retort.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Goes through an expression whose value is not followed for what evaluating it may do to the
/// module's names: assignment expressions, changes to lists, calls of local functions, back doors.
final class Observation {
  private static final Set<String> COMPREHENSIONS =
      Set.of(
          "list_comprehension",
          "set_comprehension",
          "dictionary_comprehension",
          "generator_expression");

  private final SourceText source;
  private final Tokens tokens;
  private final Names names;
  private final Reach reach;
  private final List<Value.Unknown> doubts = new ArrayList<>();

  /// Whether the file asks for annotations to be left alone.
  boolean annotationsAreText;

  /// Above 0 while looking at code that may not be executed, or in another scope.
  private int maybe;

  Observation(SourceText source, Tokens tokens, Names names, Reach reach) {
    this.source = source;
    this.tokens = tokens;
    this.names = names;
    this.reach = reach;
  }

  List<Value.Unknown> doubts() {
    return doubts;
  }

  boolean certain() {
    return maybe == 0;
  }

  void enterMaybe() {
    maybe++;
  }

  void leaveMaybe() {
    maybe--;
  }

  /// Executing the module fails, or does something that cannot be seen.
  void doubt(int line, String reason) {
    if (certain() && doubts.size() < 20) {
      doubts.add(new Value.Unknown(line, reason));
    }
  }

  void seeMaybe(Node node) throws FaultException {
    maybe++;
    see(node);
    maybe--;
  }

  void see(Node node) throws FaultException {
    see(node, false);
  }

  /// @param inner whether the names are those of an inner scope first
  private void see(Node node, boolean inner) throws FaultException {
    int line = tokens.line(node.start());
    names.step(1, line);
    switch (node.type()) {
      case "identifier" -> mention(Identifiers.normal(text(node)), line, inner);
      case "attribute" -> {
        see(node.child("object"), inner);
        String attribute = text(node.child("attribute"));
        if (attribute.equals("__dict__") || text(node).equals("sys.modules")) {
          names.blurAll(line, "the names may be set through `" + attribute + "`");
        }
      }
      case "keyword_argument" -> see(node.child("value"), inner);
      case "named_expression" -> {
        see(node.child("value"), inner);
        names.blur(
            Identifiers.normal(text(node.child("name"))),
            line,
            "it is assigned inside an expression");
      }
      case "call" -> call(node, inner);
      case "lambda" -> {
        parameters(node.child("parameters"), inner);
        maybe++;
        see(node.child("body"), true);
        maybe--;
      }
      case "parameters", "lambda_parameters" -> parameters(node, inner);
      case "function_definition" -> {}
      default -> seeChildren(node, inner || COMPREHENSIONS.contains(node.type()));
    }
  }

  private void seeChildren(Node node, boolean inner) throws FaultException {
    for (Node child : node.children()) {
      if (child.named()) {
        see(child, inner);
      }
    }
  }

  /// Defaults and annotations are evaluated with the definition; the names are the function's.
  private void parameters(Node node, boolean inner) throws FaultException {
    for (Node parameter : node.parts()) {
      for (String role : new String[] {"value", "type"}) {
        if (parameter.child(role).isPresent() && !(role.equals("type") && annotationsAreText)) {
          see(parameter.child(role), inner);
        }
      }
    }
  }

  private void call(Node node, boolean inner) throws FaultException {
    Node function = node.child("function");
    String called = text(function);
    if (called.equals("setattr") || called.equals("delattr")) {
      List<Node> arguments = node.child("arguments").parts();
      if (arguments.size() >= 2
          && arguments.get(1).is("string")
          && Literals.string(source.bytes, arguments.get(1).start(), arguments.get(1).end())
              .filter(v -> v instanceof Value.Text t && !names.wanted.contains(t.value()))
              .isPresent()) {
        see(node.child("arguments"), inner);
        return;
      }
    }
    see(function, inner);
    see(node.child("arguments"), inner);
  }

  private void mention(String name, int line, boolean inner) throws FaultException {
    if (Reach.isBackDoor(name)) {
      names.blurAll(line, "the names may be set through `" + name + "`");
      return;
    }
    Optional<Names.Bound> bound = names.find(name);
    if (bound.isPresent()) {
      names.spoil(bound.get().value(), line, "it is a list that may be changed afterwards");
      reach.mention(name, line);
    } else if (!inner && !names.open && !Builtins.isName(name)) {
      doubt(line, "the name `" + name + "` is not defined when this line is executed");
    }
  }

  private String text(Node node) {
    return source.text(node.start(), node.end());
  }
}
