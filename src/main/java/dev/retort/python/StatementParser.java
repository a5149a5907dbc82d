package dev.retort.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Parses a file strictly: what it accepts, Python accepts. Statements with blocks are its own
/// part, the rest that of the parsers it is made of. It follows the nesting of the file
/// recursively, up to a bound.
final class StatementParser {
  private final TokenCursor c;
  private final ExpressionParser expressions;
  private final SimpleStatementParser simple;

  private StatementParser(TokenCursor cursor) {
    this.c = cursor;
    this.expressions = new ExpressionParser(cursor);
    this.simple = new SimpleStatementParser(cursor, expressions);
  }

  /// @throws FaultException where Python would refuse the file
  static List<Statement> parse(SourceText source, Tokens tokens) throws FaultException {
    StatementParser parser = new StatementParser(new TokenCursor(source, tokens, 0));
    List<Statement> statements = new ArrayList<>();
    while (!parser.c.take(Tokens.Kind.END)) {
      parser.statement(statements);
    }
    if (parser.c.scoped) {
      Scopes.check(parser.c, statements);
    }
    return statements;
  }

  /// Reads a statement, or a line of simple ones.
  private void statement(List<Statement> into) throws FaultException {
    int start = c.start();
    switch (c.word()) {
      case "if" -> into.add(condition(start));
      case "while" -> into.add(whileLoop(start));
      case "for" -> into.add(forLoop(start, false));
      case "try" -> into.add(attempt(start));
      case "with" -> into.add(with(start, false));
      case "def" -> into.add(function(start, start, List.of()));
      case "class" -> into.add(type(start, start, List.of()));
      case "@" -> into.add(decorated(start));
      case "async" -> into.add(async(start));
      case "match" -> {
        if (opensCases()) {
          into.add(match(start));
        } else {
          line(into);
        }
      }
      default -> {
        line(into);
        return;
      }
    }
    simple.begun();
  }

  private void line(List<Statement> into) throws FaultException {
    do {
      if (c.kind() == Tokens.Kind.NEWLINE && !into.isEmpty()) {
        break;
      }
      into.add(simple.statement());
    } while (c.take(";"));
    c.need(Tokens.Kind.NEWLINE);
  }

  private List<Statement> block() throws FaultException {
    c.need(":");
    List<Statement> statements = new ArrayList<>();
    c.deepen();
    if (c.take(Tokens.Kind.NEWLINE)) {
      c.need(Tokens.Kind.INDENT);
      do {
        statement(statements);
      } while (!c.take(Tokens.Kind.DEDENT));
    } else {
      line(statements);
    }
    c.rise();
    return statements;
  }

  private List<Statement> loopBlock() throws FaultException {
    simple.enter(simple.scope(), simple.loops() + 1);
    List<Statement> body = block();
    simple.enter(simple.scope(), simple.loops() - 1);
    return body;
  }

  private List<Statement> otherwise() throws FaultException {
    return c.take("else") ? block() : List.of();
  }

  private Statement condition(int start) throws FaultException {
    c.skip();
    Expression test = expressions.named();
    List<Statement> body = block();
    List<Statement> otherwise;
    if (c.is("elif")) {
      c.deepen();
      otherwise = List.of(condition(c.start()));
      c.rise();
    } else {
      otherwise = otherwise();
    }
    return new Statement.If(start, c.blockEnd(), test, body, otherwise);
  }

  private Statement whileLoop(int start) throws FaultException {
    c.skip();
    Expression test = expressions.named();
    List<Statement> body = loopBlock();
    List<Statement> otherwise = otherwise();
    return new Statement.While(start, c.blockEnd(), test, body, otherwise);
  }

  private Statement forLoop(int start, boolean async) throws FaultException {
    c.skip();
    Expression target = TargetParser.list(c, expressions);
    c.need("in");
    if (c.is("yield")) {
      throw c.unexpected();
    }
    Expression iterable = expressions.list();
    List<Statement> body = loopBlock();
    List<Statement> otherwise = otherwise();
    return new Statement.For(start, c.blockEnd(), async, target, iterable, body, otherwise);
  }

  private Statement attempt(int start) throws FaultException {
    c.skip();
    List<Statement> body = block();
    List<Statement.ExceptHandler> handlers = new ArrayList<>();
    boolean star = false;
    boolean all = false;
    while (c.is("except")) {
      int from = c.start();
      if (all) {
        throw c.fault("an `except` for everything is not the last one");
      }
      c.skip();
      boolean starred = c.take("*");
      if (!handlers.isEmpty() && starred != star) {
        throw c.fault("`except` and `except*` are mixed");
      }
      star = starred;
      handlers.add(handler(from, star));
      all = handlers.getLast().type().isEmpty();
    }
    List<Statement> otherwise = handlers.isEmpty() ? List.of() : otherwise();
    List<Statement> last = c.take("finally") ? block() : List.of();
    if (handlers.isEmpty() && last.isEmpty()) {
      throw c.fault("`try` has neither `except` nor `finally`");
    }
    return new Statement.Try(start, c.blockEnd(), star, body, handlers, otherwise, last);
  }

  private Statement.ExceptHandler handler(int start, boolean star) throws FaultException {
    Optional<Expression> type = Optional.empty();
    Optional<String> name = Optional.empty();
    if (star || !c.is(":")) {
      type = Optional.of(expressions.expression());
      if (c.is(",")) {
        throw c.fault("this is the syntax of Python 2");
      }
      if (c.take("as")) {
        name = Optional.of(c.name());
      }
    }
    List<Statement> body = block();
    return new Statement.ExceptHandler(start, c.blockEnd(), type, name, body);
  }

  private Statement with(int start, boolean async) throws FaultException {
    c.skip();
    List<Statement.WithItem> items = bracketed().orElse(List.of());
    if (items.isEmpty()) {
      items = c.list(item(), this::item, () -> true);
    }
    List<Statement> body = block();
    return new Statement.With(start, c.blockEnd(), async, items, body);
  }

  /// The items in brackets of their own, where they stand in such.
  private Optional<List<Statement.WithItem>> bracketed() throws FaultException {
    int before = c.at();
    if (!c.take("(")) {
      return Optional.empty();
    }
    int depth = 1;
    while (depth > 0) {
      switch (c.word()) {
        case "(", "[", "{" -> depth++;
        case ")", "]", "}" -> depth--;
        default -> {}
      }
      c.skip();
    }
    boolean whole = c.is(":");
    c.back(before + 1);
    if (whole) {
      try {
        List<Statement.WithItem> items = c.list(item(), this::item, () -> !c.is(")"));
        if (c.take(")") && c.is(":")) {
          return Optional.of(items);
        }
      } catch (FaultException e) {
        if (!(e.fault() instanceof Fault.Syntax)) {
          throw e;
        }
      }
    }
    c.back(before);
    return Optional.empty();
  }

  private Statement.WithItem item() throws FaultException {
    int start = c.start();
    Expression context = expressions.expression();
    Optional<Expression> target = c.take("as") ? Optional.of(withTarget()) : Optional.empty();
    return new Statement.WithItem(start, c.end(), context, target);
  }

  private Expression withTarget() throws FaultException {
    Expression target = TargetParser.one(c, expressions);
    if (target instanceof Expression.Starred) {
      throw c.fault("Python cannot parse this: `*` stands before a single target");
    }
    return target;
  }

  private Statement async(int start) throws FaultException {
    c.scoped = true;
    return switch (c.ahead(1)) {
      case "def" -> function(start, start, List.of());
      case "for" -> {
        c.skip();
        yield forLoop(start, true);
      }
      case "with" -> {
        c.skip();
        yield with(start, true);
      }
      default -> throw c.unexpected();
    };
  }

  private Statement decorated(int start) throws FaultException {
    List<Expression> decorators = new ArrayList<>();
    while (c.take("@")) {
      decorators.add(expressions.named());
      c.need(Tokens.Kind.NEWLINE);
    }
    int definition = c.start();
    boolean function = c.is("def") || (c.is("async") && c.ahead(1).equals("def"));
    if (!function && !c.is("class")) {
      throw c.unexpected();
    }
    return function ? function(start, definition, decorators) : type(start, definition, decorators);
  }

  private Statement function(int start, int definition, List<Expression> decorators)
      throws FaultException {
    boolean async = c.take("async");
    c.need("def");
    String name = c.name();
    List<Statement.TypeParameter> types = simple.typeParameters();
    c.need("(");
    List<Parameter> parameters = new ParameterParser(c, expressions, true).until(")");
    c.need(")");
    Optional<Expression> returns = expressions.behind("->");
    List<Statement> body = inner(SimpleStatementParser.Scope.FUNCTION);
    return new Statement.FunctionDef(
        start,
        c.blockEnd(),
        definition,
        async,
        name,
        new Statement.FunctionDef.Signature(types, parameters, returns),
        decorators,
        body);
  }

  private List<Statement> inner(SimpleStatementParser.Scope scope) throws FaultException {
    SimpleStatementParser.Scope outer = simple.scope();
    int loops = simple.loops();
    simple.enter(scope, 0);
    List<Statement> body = block();
    simple.enter(outer, loops);
    return body;
  }

  private Statement type(int start, int definition, List<Expression> decorators)
      throws FaultException {
    c.skip();
    String name = c.name();
    List<Statement.TypeParameter> types = simple.typeParameters();
    BracketParser.Arguments arguments =
        c.is("(")
            ? new BracketParser(c, expressions).arguments(false)
            : new BracketParser.Arguments();
    List<Statement> body = inner(SimpleStatementParser.Scope.CLASS);
    return new Statement.ClassDef(
        start,
        c.blockEnd(),
        definition,
        name,
        types,
        arguments.positional,
        arguments.keywords,
        decorators,
        body);
  }

  /// Whether `match` starts a statement here: its line ends in a colon, and cases follow.
  private boolean opensCases() {
    int before = c.at();
    while (c.kind() != Tokens.Kind.NEWLINE && c.kind() != Tokens.Kind.END) {
      c.skip();
    }
    c.back(c.at() - 1);
    boolean opens = c.is(":") && c.at() > before + 1 && c.ahead(3).equals("case");
    c.back(before);
    return opens;
  }

  private Statement match(int start) throws FaultException {
    c.skip();
    Expression subject = expressions.tuple(expressions::element, () -> !c.is(":"));
    if (subject instanceof Expression.Starred) {
      throw c.unexpected();
    }
    c.need(":");
    c.need(Tokens.Kind.NEWLINE);
    c.need(Tokens.Kind.INDENT);
    List<Statement.MatchCase> cases = new ArrayList<>();
    PatternParser patterns = new PatternParser(c, expressions);
    c.deepen();
    do {
      int first = c.start();
      c.need("case");
      Pattern pattern = patterns.patterns();
      Optional<Expression> guard =
          c.take("if") ? Optional.of(expressions.named()) : Optional.empty();
      List<Statement> body = block();
      if (!cases.isEmpty() && PatternParser.isCatchAll(cases.getLast())) {
        throw c.fault("a `case` stands behind one that takes everything");
      }
      cases.add(new Statement.MatchCase(first, c.blockEnd(), pattern, guard, body));
    } while (!c.take(Tokens.Kind.DEDENT));
    c.rise();
    return new Statement.Match(start, c.blockEnd(), subject, cases);
  }
}
