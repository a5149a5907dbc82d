package dev.retort.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Goes through the statements of a module's top level in the order of execution and follows what
/// they bind. Where a condition is not known all ways are gone and what they leave is compared.
final class Execution {
  /// Modules whose `*` is known to hold none of the names that matter here.
  private static final Set<String> TAME =
      Set.of("alembic", "sqlalchemy", "sqlmodel", "geoalchemy2");

  private final Names names;
  private final Observation observation;
  private final Folding folding;
  private final Reach reach;
  private final Targets targets;
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
      case "if_statement" -> condition(node, line);
      case "for_statement", "while_statement" -> loop(node, line);
      case "with_statement" -> with(node, line);
      case "try_statement" -> attempt(node, line);
      case "match_statement" -> match(node, line);
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

  private void raise(int line, String message) throws FaultException {
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

  private void condition(Node node, int line) throws FaultException {
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
        run(body.children());
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
    run(body.children());
    observation.leaveMaybe();
    if (!ended) {
      ends.add(names.save(folding.line(body)));
    }
    ended = false;
  }

  private void settle(List<Map<String, Names.Bound>> ends, int line) throws FaultException {
    if (ends.isEmpty()) {
      raise(line, "every way through this statement raises an exception");
    } else {
      names.join(ends, line);
    }
  }

  private void loop(Node node, int line) throws FaultException {
    if (node.is("while_statement")
        && Folding.truth(folding.value(node.child("condition"))).equals(Optional.of(false))) {
      run(node.child("alternative").child("body").children());
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
    run(body.children());
    observation.leaveMaybe();
    ended = false;
  }

  private void with(Node node, int line) throws FaultException {
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

  private void attempt(Node node, int line) throws FaultException {
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
    run(body.children());
    Map<String, Names.Bound> after = names.save(line);
    if (otherwise.isPresent() && !ended) {
      run(otherwise.get().children());
    }
    observation.leaveMaybe();
    if (!ended) {
      ends.add(names.save(line));
    }
    ended = false;
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
    if (last.isPresent() && !ended) {
      run(last.get().children());
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

  private void match(Node node, int line) throws FaultException {
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
