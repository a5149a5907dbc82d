package dev.retort.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Parses statements without blocks.
final class SimpleStatementParser {
  private static final Set<String> FEATURES =
      Set.of(
          """
          nested_scopes generators division absolute_import with_statement print_function
          unicode_literals barry_as_FLUFL generator_stop annotations\
          """
              .split("\\s+"));

  private final TokenCursor c;
  private final ExpressionParser expressions;

  /// What encloses a statement.
  enum Scope {
    MODULE,
    CLASS,
    FUNCTION
  }

  private Scope scope = Scope.MODULE;
  private int loops;

  /// Whether only the docstring and imports from `__future__` have been read.
  private boolean early = true;

  SimpleStatementParser(TokenCursor cursor, ExpressionParser expressions) {
    this.c = cursor;
    this.expressions = expressions;
  }

  Scope scope() {
    return scope;
  }

  int loops() {
    return loops;
  }

  void enter(Scope inner, int innerLoops) {
    scope = inner;
    loops = innerLoops;
  }

  /// Notes that statements of another kind than imports from `__future__` have begun.
  void begun() {
    early = false;
  }

  Statement statement() throws FaultException {
    int start = c.start();
    Statement statement = statement(start);
    early &=
        (statement instanceof Statement.ImportFrom from && from.module().equals("__future__"))
            || (statement instanceof Statement.Expr(_, _, var expression)
                && expression instanceof Expression.Constant(_, _, Value.Text _));
    return statement;
  }

  private Statement statement(int start) throws FaultException {
    return switch (c.word()) {
      case "pass" -> {
        c.skip();
        yield new Statement.Pass(start, c.end());
      }
      case "break", "continue" -> jump(start);
      case "return" -> returned(start);
      case "raise" -> raised(start);
      case "assert" -> {
        c.skip();
        Expression test = expressions.expression();
        Optional<Expression> message = expressions.behind(",");
        yield new Statement.Assert(start, c.end(), test, message);
      }
      case "import" -> imported(start);
      case "from" -> importedFrom(start);
      case "global" -> {
        List<String> names = names();
        yield new Statement.Global(start, c.end(), names);
      }
      case "nonlocal" -> {
        if (scope == Scope.MODULE) {
          throw c.fault("`nonlocal` stands outside a function");
        }
        List<String> names = names();
        yield new Statement.Nonlocal(start, c.end(), names);
      }
      case "del" -> deleted(start);
      case "type" -> {
        if (c.isName(1) && (c.ahead(2).equals("=") || c.ahead(2).equals("["))) {
          yield alias(start);
        }
        yield assignment(start);
      }
      default -> assignment(start);
    };
  }

  private Statement jump(int start) throws FaultException {
    if (loops == 0) {
      throw c.fault("`" + c.word() + "` stands outside a loop");
    }
    boolean ends = c.take("break");
    if (!ends) {
      c.skip();
    }
    return ends ? new Statement.Break(start, c.end()) : new Statement.Continue(start, c.end());
  }

  private boolean ended() {
    return c.kind() == Tokens.Kind.NEWLINE || c.is(";");
  }

  private Statement returned(int start) throws FaultException {
    if (scope != Scope.FUNCTION) {
      throw c.fault("`return` stands outside a function");
    }
    c.skip();
    if (ended()) {
      return new Statement.Return(start, c.end(), Optional.empty());
    }
    if (c.is("yield")) {
      throw c.unexpected();
    }
    Expression value = expressions.list();
    return new Statement.Return(start, c.end(), Optional.of(value));
  }

  private Statement raised(int start) throws FaultException {
    c.skip();
    if (ended()) {
      return new Statement.Raise(start, c.end(), Optional.empty(), Optional.empty());
    }
    Expression exception = expressions.expression();
    if (c.is(",")) {
      throw c.fault("this is the syntax of Python 2");
    }
    Optional<Expression> cause = expressions.behind("from");
    return new Statement.Raise(start, c.end(), Optional.of(exception), cause);
  }

  private List<String> names() throws FaultException {
    c.scoped = true;
    c.skip();
    return c.list(c.name(), c::name, () -> true);
  }

  private Statement deleted(int start) throws FaultException {
    c.skip();
    List<Expression> targets = c.list(deletable(), this::deletable, () -> !ended());
    return new Statement.Delete(start, c.end(), targets);
  }

  private Expression deletable() throws FaultException {
    Expression target = expressions.binary(ExpressionParser.BITWISE);
    TargetParser.deletable(c, target);
    return target;
  }

  private Statement alias(int start) throws FaultException {
    c.skip();
    String name = c.name();
    List<Statement.TypeParameter> parameters = typeParameters();
    c.need("=");
    Expression value = expressions.expression();
    return new Statement.TypeAlias(start, c.end(), name, parameters, value);
  }

  /// `[T, *Ts, **P]`, where it stands here.
  List<Statement.TypeParameter> typeParameters() throws FaultException {
    if (!c.take("[")) {
      return List.of();
    }
    List<Statement.TypeParameter> parameters =
        c.list(typeParameter(), this::typeParameter, () -> !c.is("]"));
    c.need("]");
    return parameters;
  }

  private Statement.TypeParameter typeParameter() throws FaultException {
    int start = c.start();
    int stars = c.take("*") ? 1 : c.take("**") ? 2 : 0;
    String name = c.name();
    Optional<Expression> bound = stars == 0 ? expressions.behind(":") : Optional.empty();
    Optional<Expression> byDefault = Optional.empty();
    if (c.take("=")) {
      byDefault =
          Optional.of(
              stars == 1 && c.is("*")
                  ? expressions.starred(ExpressionParser.BITWISE)
                  : expressions.expression());
    }
    return new Statement.TypeParameter(start, c.end(), stars, name, bound, byDefault);
  }

  private String dotted() throws FaultException {
    String first = c.name();
    if (!c.is(".")) {
      return first;
    }
    StringBuilder name = new StringBuilder(first);
    while (c.take(".")) {
      name.append('.').append(c.name());
    }
    return name.toString();
  }

  private Statement imported(int start) throws FaultException {
    c.skip();
    List<Statement.Alias> names = c.list(module(), this::module, () -> true);
    return new Statement.Import(start, c.end(), names);
  }

  private Statement.Alias module() throws FaultException {
    int start = c.start();
    String name = dotted();
    int dot = name.indexOf('.');
    String bound = c.take("as") ? c.name() : dot < 0 ? name : name.substring(0, dot);
    return new Statement.Alias(start, c.end(), name, bound);
  }

  private Statement importedFrom(int start) throws FaultException {
    c.skip();
    StringBuilder module = new StringBuilder();
    while (c.is(".") || c.is("...")) {
      module.append(c.word());
      c.skip();
    }
    if (module.isEmpty() || !c.is("import")) {
      module.append(dotted());
    }
    c.need("import");
    List<Statement.Alias> names = new ArrayList<>();
    int first = c.start();
    if (c.take("*")) {
      if (scope != Scope.MODULE) {
        throw c.fault("`import *` stands inside a function or class");
      }
      names.add(new Statement.Alias(first, c.end(), "*", "*"));
    } else {
      boolean bracket = c.take("(");
      do {
        if (bracket && c.is(")") && !names.isEmpty()) {
          break;
        }
        if (!bracket && ended() && !names.isEmpty()) {
          throw c.fault("the list of imported names ends in a comma");
        }
        int from = c.start();
        String name = c.name();
        names.add(new Statement.Alias(from, c.end(), name, c.take("as") ? c.name() : name));
      } while (c.take(","));
      if (bracket) {
        c.need(")");
      }
    }
    if (module.toString().equals("__future__")) {
      future(names);
    }
    return new Statement.ImportFrom(start, c.end(), module.toString(), names);
  }

  private void future(List<Statement.Alias> names) throws FaultException {
    if (!early) {
      throw c.fault("an import from `__future__` stands behind other statements");
    }
    for (Statement.Alias name : names) {
      if (!FEATURES.contains(name.name())) {
        throw c.fault("`__future__` has no feature `" + name.name() + "`");
      }
    }
  }

  private Statement assignment(int start) throws FaultException {
    boolean bracket = c.is("(");
    Expression first = expressions.list();
    return switch (c.word()) {
      case "=" -> chain(start, first);
      case ":" -> annotated(start, first, bracket);
      case "+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**=" -> {
        TargetParser.single(c, first);
        String sign = c.word();
        c.skip();
        Expression value = expressions.list();
        yield new Statement.AugAssign(
            start, c.end(), first, sign.substring(0, sign.length() - 1), value);
      }
      default -> new Statement.Expr(start, c.end(), first);
    };
  }

  private Statement chain(int start, Expression first) throws FaultException {
    List<Expression> targets = new ArrayList<>(2);
    Expression value = first;
    int from = start;
    while (c.take("=")) {
      if (value instanceof Expression.Starred) {
        throw c.fault("Python cannot parse this: `*` stands before a single target");
      }
      TargetParser.check(c, value);
      targets.add(value);
      from = c.start();
      value = expressions.list();
    }
    if (value instanceof Expression.Starred) {
      throw c.unexpected();
    }
    return new Statement.Assign(start, c.end(), targets, value, new Span(from, c.end()));
  }

  private Statement annotated(int start, Expression target, boolean bracket) throws FaultException {
    switch (target) {
      case Expression.Name _, Expression.Attribute _, Expression.Subscript _ ->
          TargetParser.check(c, target);
      default ->
          throw c.fault(
              bracket
                      || target instanceof Expression.Tuple
                      || target instanceof Expression.ListDisplay
                  ? "only a single name can have an annotation"
                  : "Python cannot parse this: `:` has no place here");
    }
    c.skip();
    int from = c.start();
    Expression annotation = expressions.expression();
    Optional<Expression> value = Optional.empty();
    if (c.take("=")) {
      from = c.start();
      value = Optional.of(expressions.list());
      if (c.is("=")) {
        throw c.fault("only a single name can have an annotation");
      }
    }
    return new Statement.AnnAssign(
        start, c.end(), target, annotation, value, new Span(from, c.end()));
  }
}
