package dev.retort.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What evaluating an expression whose value is not followed may do to the module's names:
/// assignment expressions, changes to lists, calls of local functions, back doors.
final class SideEffects {
  private final SyntaxTree tree;
  private final Names names;
  private final CallEffects calls;
  private final List<Value.Unknown> doubts = new ArrayList<>();

  /// Whether the file asks for annotations to be left alone.
  boolean annotationsAreText;

  /// Above 0 while looking at code that may not be executed, or in another scope.
  private int maybe;

  SideEffects(SyntaxTree tree, Names names, CallEffects calls) {
    this.tree = tree;
    this.names = names;
    this.calls = calls;
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
  void doubt(int line, Doubt reason) {
    if (certain() && doubts.size() < 20) {
      doubts.add(new Value.Unknown(line, reason));
    }
  }

  void seeMaybe(Syntax node) throws FaultException {
    maybe++;
    see(node);
    maybe--;
  }

  void see(Syntax node) throws FaultException {
    see(node, false);
  }

  void seeAll(List<? extends Syntax> nodes) throws FaultException {
    for (Syntax node : nodes) {
      see(node, false);
    }
  }

  /// @param inner whether the names are those of an inner scope first
  private void see(Syntax node, boolean inner) throws FaultException {
    names.step(1, 1);
    switch (node) {
      case Expression.Constant _ -> {}
      case Expression.Name name -> mention(name.id(), name, inner);
      case Expression.Attribute attribute -> {
        see(attribute.value(), inner);
        boolean modules =
            attribute.name().equals("modules")
                && attribute.value() instanceof Expression.Name sys
                && sys.id().equals("sys");
        if (modules || attribute.name().equals("__dict__")) {
          names.blurAll(tree.line(node), new Doubt.BackDoor(attribute.name()));
        }
      }
      case Expression.NamedExpr named -> {
        see(named.value(), inner);
        names.blur(named.target().id(), tree.line(node), Doubt.OfBinding.ASSIGNMENT_EXPRESSION);
      }
      case Expression.Call call -> call(call, inner);
      case Expression.Lambda lambda -> {
        parameters(lambda.parameters(), inner);
        maybe++;
        see(lambda.body(), true);
        maybe--;
      }
      case Statement.FunctionDef function -> seeAll(function.decorators());
      case Expression.ListComp _,
          Expression.SetComp _,
          Expression.DictComp _,
          Expression.GeneratorExp _ ->
          seeChildren(node, true);
      default -> seeChildren(node, inner);
    }
  }

  private void seeChildren(Syntax node, boolean inner) throws FaultException {
    for (Syntax child : node.children()) {
      see(child, inner);
    }
  }

  /// Defaults and annotations are evaluated with the definition; the names are the function's.
  void parameters(List<Parameter> parameters, boolean inner) throws FaultException {
    for (Parameter parameter : parameters) {
      if (parameter.byDefault().isPresent()) {
        see(parameter.byDefault().get(), inner);
      }
      if (parameter.annotation().isPresent() && !annotationsAreText) {
        see(parameter.annotation().get(), inner);
      }
    }
  }

  private void call(Expression.Call call, boolean inner) throws FaultException {
    boolean setter =
        call.function() instanceof Expression.Name name
            && (name.id().equals("setattr") || name.id().equals("delattr"));
    boolean harmless =
        setter
            && call.arguments().size() >= 2
            && call.arguments().get(1) instanceof Expression.Constant(_, _, Value.Text(String text))
            && !names.wanted.contains(text);
    if (!harmless) {
      see(call.function(), inner);
    }
    for (Expression argument : call.arguments()) {
      see(argument, inner);
    }
    for (Expression.Keyword keyword : call.keywords()) {
      see(keyword.value(), inner);
    }
  }

  private void mention(String name, Syntax node, boolean inner) throws FaultException {
    if (CallEffects.isBackDoor(name)) {
      names.blurAll(tree.line(node), new Doubt.BackDoor(name));
      return;
    }
    Optional<Names.Bound> bound = names.find(name);
    if (bound.isPresent()) {
      int line = tree.line(node);
      names.spoil(bound.get().value(), line, Doubt.OfBinding.LIST_THAT_MAY_CHANGE);
      calls.mention(name, line);
    } else if (!inner && !names.open && !Builtins.isName(name)) {
      doubt(tree.line(node), new Doubt.NotYetDefinedName(name));
    }
  }
}
