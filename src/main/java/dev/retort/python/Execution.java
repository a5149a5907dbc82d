package dev.retort.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Goes through the statements of a module's top level in the order of execution and follows what
/// they bind.
final class Execution {
  /// Modules whose `*` is known to hold none of the names that matter here.
  private static final Set<String> TAME =
      Set.of("alembic", "sqlalchemy", "sqlmodel", "geoalchemy2");

  private final Names names;
  private final Observation observation;
  private final Folding folding;
  private final Reach reach;
  private final Targets targets;
  private final Branches branches;
  private final List<PythonModule.Import> imports = new ArrayList<>();
  private final Map<String, int[]> functions = new HashMap<>();

  /// Whether an exception is certainly under way.
  private boolean ended;

  Execution(SourceText source, Tokens tokens, Names names) {
    this.names = names;
    this.reach = new Reach(tokens, names);
    this.observation = new Observation(source, tokens, names, reach);
    this.folding = new Folding(source, tokens, names, observation);
    this.targets = new Targets(names, observation, folding);
    this.branches = new Branches(this, names, observation, folding, targets);
  }

  List<PythonModule.Import> imports() {
    return imports;
  }

  List<Value.Unknown> doubts() {
    return observation.doubts();
  }

  /// The last definition of each top-level function: first and last byte of its text.
  Map<String, int[]> functions() {
    return functions;
  }

  void run(List<Node> statements) throws FaultException {
    for (Node statement : statements) {
      if (ended) {
        return;
      }
      if (statement.named()) {
        run(statement);
      }
    }
  }

  private void run(Node node) throws FaultException {
    int line = folding.line(node);
    names.step(1, line);
    switch (node.type()) {
      case "expression_statement" -> expression(node);
      case "import_statement" -> imported(node, line);
      case "import_from_statement" -> importedFrom(node, line);
      case "future_import_statement" ->
          observation.annotationsAreText |= folding.text(node).contains("annotations");
      case "function_definition" -> function(node, node, List.of());
      case "class_definition" -> type(node, node, List.of());
      case "decorated_definition" -> decorated(node);
      case "if_statement" -> branches.condition(node, line);
      case "for_statement", "while_statement" -> branches.loop(node, line);
      case "with_statement" -> branches.with(node, line);
      case "try_statement" -> branches.attempt(node, line);
      case "match_statement" -> branches.match(node, line);
      case "delete_statement" -> delete(node.parts());
      case "raise_statement" -> {
        observation.see(node);
        raise(line, "this file raises an exception when it is loaded");
      }
      case "assert_statement" -> {
        if (Folding.truth(folding.value(node.parts().getFirst())).equals(Optional.of(false))) {
          raise(line, "this assertion fails when the file is loaded");
        }
      }
      case "nonlocal_statement" ->
          throw new FaultException(Fault.Kind.SYNTAX, line, "`nonlocal` stands outside a function");
      case "type_alias_statement" ->
          names.blur(
              Identifiers.normal(folding.text(node.child("left"))), line, "it is a type alias");
      default -> {}
    }
  }

  boolean ended() {
    return ended;
  }

  /// What comes next is run all the same.
  void recover() {
    ended = false;
  }

  /// An exception is raised here.
  void raise(int line, String message) throws FaultException {
    if (observation.certain()) {
      throw new FaultException(Fault.Kind.RAISES, line, message);
    }
    ended = true;
  }

  private void expression(Node statement) throws FaultException {
    List<Node> parts = statement.parts();
    Node node = parts.getFirst();
    if (parts.size() > 1) {
      for (Node part : parts) {
        folding.value(part);
      }
    } else if (node.is("assignment")) {
      assignment(node);
    } else if (node.is("augmented_assignment")) {
      augmented(node);
    } else {
      folding.value(node);
      if (node.is("call")) {
        switch (folding.text(node.child("function"))) {
          case "sys.exit", "exit", "quit", "os._exit" ->
              raise(folding.line(node), "this file ends the program when it is loaded");
          default -> {}
        }
      }
    }
  }

  private void assignment(Node node) throws FaultException {
    List<Node> lefts = new ArrayList<>();
    Node at = node;
    Node annotation = node.child("type");
    while (at.is("assignment")) {
      lefts.add(at.child("left"));
      at = at.child("right");
    }
    if (at.isPresent()) {
      Value value = folding.value(at);
      Node expression = lefts.size() == 1 ? at : Node.NONE;
      for (Node left : lefts) {
        targets.assign(left, value, expression, folding.line(node));
      }
    }
    if (annotation.isPresent() && !observation.annotationsAreText) {
      observation.see(annotation);
    }
  }

  private void augmented(Node node) throws FaultException {
    Node left = node.child("left");
    Value right = folding.value(node.child("right"));
    int line = folding.line(node);
    if (!left.is("identifier")) {
      observation.see(left);
      return;
    }
    String name = Identifiers.normal(folding.text(left));
    Optional<Names.Bound> old = names.find(name);
    if (old.isEmpty()) {
      observation.see(left);
      names.blur(name, line, "it is changed before it is bound");
      return;
    }
    String operator = node.child("operator").type();
    Value before = old.get().value();
    Value after;
    if (operator.equals("+=")
        && before instanceof Value.Items items
        && items.shape() == Value.Shape.LIST
        && Folding.iterate(right).isPresent()) {
      // The list itself grows: other names of it see that too.
      names.spoil(before, line, "it is a list that is changed afterwards");
      after =
          folding.combine(
              "+",
              new Value.Items(Value.Shape.LIST, items.elements()),
              new Value.Items(Value.Shape.LIST, Folding.iterate(right).get()),
              line);
    } else {
      after = folding.combine(operator.substring(0, operator.length() - 1), before, right, line);
    }
    names.bind(name, after, line, Optional.empty());
  }

  private void imported(Node node, int line) throws FaultException {
    for (Node part : node.parts()) {
      Node module = part.is("aliased_import") ? part.child("name") : part;
      note(folding.text(module), line);
      Node bound = part.is("aliased_import") ? part.child("alias") : module.parts().getFirst();
      names.blur(Identifiers.normal(folding.text(bound)), line, "it is bound by an import");
    }
  }

  private void importedFrom(Node node, int line) throws FaultException {
    Node from = node.child("module_name");
    String module = folding.text(from).replaceAll("\\s", "");
    note(module, line);
    for (Node part : node.parts()) {
      if (part.is("wildcard_import")) {
        star(module, line);
      } else if (!part.field().equals("module_name")) {
        Node bound = part.is("aliased_import") ? part.child("alias") : part;
        names.blur(Identifiers.normal(folding.text(bound)), line, "it is bound by an import");
      }
    }
  }

  private void star(String module, int line) {
    int dot = module.indexOf('.');
    String top = dot < 0 ? module : module.substring(0, dot);
    if (Builtins.isStandardModule(module) || TAME.contains(top)) {
      names.open = true;
    } else {
      names.blurAll(line, "`from " + module + " import *` may bind it");
    }
  }

  private void note(String module, int line) {
    if (observation.certain()) {
      imports.add(new PythonModule.Import(module, line));
    }
  }

  private void decorated(Node node) throws FaultException {
    List<Node> decorators = new ArrayList<>();
    for (Node part : node.parts()) {
      if (part.is("decorator")) {
        decorators.add(part);
        observation.see(part);
      }
    }
    Node definition = node.child("definition");
    if (definition.is("class_definition")) {
      type(node, definition, decorators);
    } else {
      function(node, definition, decorators);
    }
  }

  private void function(Node whole, Node node, List<Node> decorators) throws FaultException {
    observation.see(node.child("parameters"));
    if (node.child("return_type").isPresent() && !observation.annotationsAreText) {
      observation.see(node.child("return_type"));
    }
    String name = Identifiers.normal(folding.text(node.child("name")));
    functions.put(name, new int[] {whole.start(), whole.end()});
    define(name, whole, node, decorators, "function");
  }

  private void type(Node whole, Node node, List<Node> decorators) throws FaultException {
    if (node.child("superclasses").isPresent()) {
      observation.see(node.child("superclasses"));
    }
    Map<String, Names.Bound> before = names.save(folding.line(node));
    observation.enterMaybe();
    observation.see(node.child("body"));
    observation.leaveMaybe();
    globals(node.child("body"));
    names.step(before.size(), folding.line(node));
    define(Identifiers.normal(folding.text(node.child("name"))), whole, node, decorators, "type");
  }

  /// A class body may assign a module's name as well.
  private void globals(Node body) {
    for (Node statement : body.parts()) {
      if (statement.is("global_statement")) {
        for (Node name : statement.parts()) {
          names.blur(
              Identifiers.normal(folding.text(name)),
              folding.line(statement),
              "a class body may assign it through `global`");
        }
      }
    }
  }

  private void define(String name, Node whole, Node node, List<Node> decorators, String type)
      throws FaultException {
    int line = folding.line(node);
    boolean plain = decorators.stream().allMatch(d -> folding.text(d).startsWith("@functools."));
    Value value =
        plain
            ? new Value.Opaque(type)
            : new Value.Unknown(line, "it is whatever its decorator returns");
    names.bind(name, value, line, Optional.empty());
    reach.define(name, whole.start(), whole.end(), !decorators.isEmpty());
  }

  private void delete(List<Node> nodes) throws FaultException {
    for (Node node : nodes) {
      switch (node.type()) {
        case "identifier" -> {
          observationOf(node);
          names.unbind(Identifiers.normal(folding.text(node)));
        }
        case "expression_list", "tuple", "list", "parenthesized_expression" -> delete(node.parts());
        default -> observation.see(node);
      }
    }
  }

  private void observationOf(Node node) throws FaultException {
    if (names.find(Identifiers.normal(folding.text(node))).isEmpty()) {
      observation.see(node);
    }
  }
}
