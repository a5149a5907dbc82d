package dev.retort.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Goes through the statements of a module's top level in the order of execution and follows what
/// they bind.
final class ModuleInterpreter {
  /// Modules whose `*` is known to hold none of the names that matter here.
  private static final Set<String> TAME =
      Set.of("alembic", "sqlalchemy", "sqlmodel", "geoalchemy2");

  private final SyntaxTree tree;
  private final Names names;
  private final SideEffects effects;
  private final Folding folding;
  private final CallEffects calls;
  private final Targets targets;
  private final ClassBody classes;
  private final Alternatives alternatives;
  private final List<PythonModule.Import> imports = new ArrayList<>();
  private final Map<String, Statement.FunctionDef> functions = new HashMap<>();

  /// Whether an exception is certainly under way.
  private boolean ended;

  ModuleInterpreter(SyntaxTree tree, Names names) {
    this.tree = tree;
    this.names = names;
    this.calls = new CallEffects(tree.tokens(), names);
    this.effects = new SideEffects(tree, names, calls);
    this.folding = new Folding(tree, names, effects);
    this.targets = new Targets(names, effects);
    this.classes = new ClassBody(tree, names, folding, targets);
    this.alternatives = new Alternatives(this, names, effects, folding, targets);
  }

  List<PythonModule.Import> imports() {
    return imports;
  }

  List<Value.Unknown> doubts() {
    return effects.doubts();
  }

  /// The last definition of each top-level function.
  Map<String, Statement.FunctionDef> functions() {
    return functions;
  }

  void run(List<Statement> statements) throws FaultException {
    for (Statement statement : statements) {
      if (ended) {
        return;
      }
      run(statement);
    }
  }

  private void run(Statement node) throws FaultException {
    int line = tree.line(node);
    names.step(1, line);
    switch (node) {
      case Statement.Expr expr -> expression(expr.value(), line);
      case Statement.Assign assign -> {
        Value value = folding.value(assign.value());
        Optional<Targets.Source> source =
            assign.targets().size() == 1
                ? Optional.of(new Targets.Source(assign.value(), assign.written()))
                : Optional.empty();
        for (Expression target : assign.targets()) {
          targets.assign(target, value, source, line);
        }
      }
      case Statement.AnnAssign annotated -> annotated(annotated, line);
      case Statement.AugAssign augmented -> augmented(augmented, line);
      case Statement.Import imported -> imported(imported, line);
      case Statement.ImportFrom imported -> importedFrom(imported, line);
      case Statement.FunctionDef function -> function(function);
      case Statement.ClassDef type -> type(type);
      case Statement.If condition -> alternatives.condition(condition, line);
      case Statement.For loop -> alternatives.loop(loop, line);
      case Statement.While loop -> alternatives.loop(loop, line);
      case Statement.With with -> alternatives.with(with, line);
      case Statement.Try attempt -> alternatives.attempt(attempt, line);
      case Statement.Match match -> alternatives.match(match, line);
      case Statement.Delete delete -> delete(delete.targets());
      case Statement.Raise _ -> {
        effects.seeAll(node.children());
        raise(line, Fault.Raising.EXCEPTION);
      }
      case Statement.Assert check -> {
        if (Folding.truth(folding.value(check.test())).equals(Optional.of(false))) {
          raise(line, Fault.Raising.ASSERTION);
        }
      }
      case Statement.TypeAlias alias -> names.blur(alias.name(), line, Doubt.OfBinding.TYPE_ALIAS);
      case Statement.Global _,
          Statement.Nonlocal _,
          Statement.Return _,
          Statement.Pass _,
          Statement.Break _,
          Statement.Continue _ -> {}
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
  void raise(int line, Fault.Raising how) throws FaultException {
    if (effects.certain()) {
      throw new FaultException(new Fault.Raises(line, how));
    }
    ended = true;
  }

  private void expression(Expression expression, int line) throws FaultException {
    folding.value(expression);
    if (expression instanceof Expression.Call call) {
      switch (call.function().dotted()) {
        case "sys.exit", "exit", "quit", "os._exit" -> raise(line, Fault.Raising.EXIT);
        default -> {}
      }
    }
  }

  private void annotated(Statement.AnnAssign node, int line) throws FaultException {
    if (node.value().isPresent()) {
      Expression value = node.value().get();
      targets.assign(
          node.target(),
          folding.value(value),
          Optional.of(new Targets.Source(value, node.written())),
          line);
    }
    if (!effects.annotationsAreText) {
      effects.see(node.annotation());
    }
  }

  private void augmented(Statement.AugAssign node, int line) throws FaultException {
    Value right = folding.value(node.value());
    if (!(node.target() instanceof Expression.Name target)) {
      effects.see(node.target());
      return;
    }
    Optional<Names.Bound> old = names.find(target.id());
    if (old.isEmpty()) {
      effects.see(target);
      names.blur(target.id(), line, Doubt.OfBinding.UNBOUND_BEFORE);
      return;
    }
    Value before = old.get().value();
    Value after;
    Optional<List<Value>> added = Folding.iterate(right);
    if (node.operator().equals("+")
        && before instanceof Value.Items items
        && items.shape() == Value.Shape.LIST
        && added.isPresent()) {
      // The list itself grows: other names of it see that too.
      names.spoil(before, line, Doubt.OfBinding.LIST_THAT_CHANGES);
      after =
          folding.combine(
              "+",
              new Value.Items(Value.Shape.LIST, items.elements()),
              new Value.Items(Value.Shape.LIST, added.get()),
              line);
    } else {
      after = folding.combine(node.operator(), before, right, line);
    }
    names.bind(target.id(), after, line, Optional.empty());
  }

  private void imported(Statement.Import node, int line) {
    for (Statement.Alias alias : node.names()) {
      note(alias.name(), line);
      String module = alias.name().startsWith(alias.bound() + ".") ? alias.bound() : alias.name();
      bindImport(alias.bound(), module, Optional.empty(), line);
    }
  }

  private void importedFrom(Statement.ImportFrom node, int line) {
    if (node.module().equals("__future__")) {
      effects.annotationsAreText |=
          node.names().stream().anyMatch(n -> n.name().equals("annotations"));
      return;
    }
    note(node.module(), line);
    for (Statement.Alias alias : node.names()) {
      if (alias.name().equals("*")) {
        star(node.module(), line);
      } else {
        bindImport(alias.bound(), node.module(), Optional.of(alias.name()), line);
      }
    }
  }

  private void bindImport(String bound, String module, Optional<String> name, int line) {
    Value.Origin origin = new Value.Origin.Imported(module, name);
    names.bind(
        bound,
        new Value.Unknown(line, Doubt.OfBinding.IMPORT, Optional.of(origin)),
        line,
        Optional.empty());
  }

  private void star(String module, int line) {
    int dot = module.indexOf('.');
    String top = dot < 0 ? module : module.substring(0, dot);
    if (Builtins.isStandardModule(module) || TAME.contains(top)) {
      names.open = true;
    } else {
      names.blurByStar(line, module);
    }
  }

  private void note(String module, int line) {
    if (effects.certain()) {
      imports.add(new PythonModule.Import(module, line));
    }
  }

  private void function(Statement.FunctionDef node) throws FaultException {
    effects.seeAll(node.decorators());
    effects.parameters(node.parameters(), false);
    if (node.returns().isPresent() && !effects.annotationsAreText) {
      effects.see(node.returns().get());
    }
    functions.put(node.name(), node);
    define(node.name(), node, node.definition(), node.decorators(), new Value.Opaque("function"));
  }

  private void type(Statement.ClassDef node) throws FaultException {
    int line = tree.line(node);
    effects.seeAll(node.decorators());
    for (Expression base : node.bases()) {
      if (!classes.isKnown(base)) {
        effects.see(base);
      }
    }
    effects.seeAll(node.keywords());
    Map<String, Names.Bound> before = names.save(line);
    effects.enterMaybe();
    effects.seeAll(node.body());
    effects.leaveMaybe();
    for (Statement statement : node.body()) {
      if (statement instanceof Statement.Global global) {
        for (String name : global.names()) {
          names.blur(name, tree.line(global), Doubt.OfBinding.GLOBAL_IN_CLASS);
        }
      }
    }
    names.step(before.size(), line);
    effects.enterMaybe();
    Value value = classes.value(node);
    effects.leaveMaybe();
    define(node.name(), node, node.definition(), node.decorators(), value);
  }

  private void define(
      String name, Statement node, int definition, List<Expression> decorators, Value defined)
      throws FaultException {
    int line = tree.line(definition);
    boolean plain = true;
    for (Expression decorator : decorators) {
      plain &=
          tree.text(decorator).startsWith("functools.")
              || (node instanceof Statement.ClassDef && classes.isKeptBy(decorator));
    }
    Value value = plain ? defined : new Value.Unknown(line, Doubt.OfBinding.DECORATOR);
    names.bind(name, value, line, Optional.empty());
    boolean kept = plain && node instanceof Statement.ClassDef;
    calls.define(
        name,
        tree.position(node.start()),
        tree.position(node.end()),
        !decorators.isEmpty() && !kept);
  }

  private void delete(List<Expression> nodes) throws FaultException {
    for (Expression node : nodes) {
      switch (node) {
        case Expression.Name name -> {
          if (names.find(name.id()).isEmpty()) {
            effects.see(name);
          }
          names.unbind(name.id());
        }
        case Expression.Tuple tuple -> delete(tuple.elements());
        case Expression.ListDisplay list -> delete(list.elements());
        default -> effects.see(node);
      }
    }
  }
}
