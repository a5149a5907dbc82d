package dev.retort.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Parses what stands in brackets: groups, displays, comprehensions, calls and subscripts.
final class BracketParser {
  private final TokenCursor c;
  private final ExpressionParser expressions;

  BracketParser(TokenCursor cursor, ExpressionParser expressions) {
    this.c = cursor;
    this.expressions = expressions;
  }

  /// What stands in brackets as an operand.
  Expression display() throws FaultException {
    int start = c.start();
    String open = c.word();
    c.skip();
    c.deepen();
    Expression display =
        switch (open) {
          case "(" -> group(start);
          case "[" -> list(start);
          default -> braces(start);
        };
    c.rise();
    return display;
  }

  private Expression group(int start) throws FaultException {
    if (c.take(")")) {
      return new Expression.Tuple(start, c.end(), List.of());
    }
    Expression first = c.is("yield") ? expressions.yielded() : expressions.element();
    if (isFor()) {
      List<Expression.Comprehension> generators = generators(first);
      c.need(")");
      return new Expression.GeneratorExp(start, c.end(), first, generators);
    }
    if (c.is(",") && !isYield(first)) {
      List<Expression> elements = rest(first, ")");
      return new Expression.Tuple(start, c.end(), elements);
    }
    if (first instanceof Expression.Starred) {
      throw c.fault("Python cannot parse this: `*` stands before a single value");
    }
    c.need(")");
    return first;
  }

  private static boolean isYield(Expression expression) {
    return expression instanceof Expression.Yield || expression instanceof Expression.YieldFrom;
  }

  private Expression list(int start) throws FaultException {
    if (c.take("]")) {
      return new Expression.ListDisplay(start, c.end(), List.of());
    }
    Expression first = expressions.element();
    if (isFor()) {
      List<Expression.Comprehension> generators = generators(first);
      c.need("]");
      return new Expression.ListComp(start, c.end(), first, generators);
    }
    List<Expression> elements = rest(first, "]");
    return new Expression.ListDisplay(start, c.end(), elements);
  }

  private Expression braces(int start) throws FaultException {
    if (c.take("}")) {
      return new Expression.Dict(start, c.end(), List.of());
    }
    if (c.is("**")) {
      return dictionary(start, Optional.empty());
    }
    boolean walrus = c.ahead(1).equals(":=");
    Expression first = expressions.element();
    if (c.is(":") && !walrus && !(first instanceof Expression.Starred)) {
      return dictionary(start, Optional.of(first));
    }
    if (isFor()) {
      List<Expression.Comprehension> generators = generators(first);
      c.need("}");
      return new Expression.SetComp(start, c.end(), first, generators);
    }
    List<Expression> elements = rest(first, "}");
    return new Expression.SetDisplay(start, c.end(), elements);
  }

  private Expression dictionary(int start, Optional<Expression> firstKey) throws FaultException {
    Expression.Dict.Entry first = entry(firstKey);
    if (first.key().isPresent() && isFor()) {
      int height = c.height;
      List<Expression.Comprehension> generators = generators(first.value());
      c.raise(height);
      c.need("}");
      return new Expression.DictComp(start, c.end(), first.key().get(), first.value(), generators);
    }
    List<Expression.Dict.Entry> entries =
        c.list(first, () -> entry(Optional.empty()), () -> !c.is("}"));
    c.need("}");
    c.raise(0);
    return new Expression.Dict(start, c.end(), entries);
  }

  /// @param read the key, if it has been read
  private Expression.Dict.Entry entry(Optional<Expression> read) throws FaultException {
    if (read.isEmpty() && c.take("**")) {
      Expression value = expressions.binary(ExpressionParser.BITWISE);
      return new Expression.Dict.Entry(Optional.empty(), value);
    }
    Expression key = read.isPresent() ? read.get() : expressions.expression();
    int height = c.height;
    c.need(":");
    Expression value = expressions.expression();
    c.height = Math.max(height, c.height);
    return new Expression.Dict.Entry(Optional.of(key), value);
  }

  /// The elements from a first one that has been read to the closing bracket.
  private List<Expression> rest(Expression first, String close) throws FaultException {
    List<Expression> elements = c.list(first, expressions::element, () -> !c.is(close));
    c.need(close);
    c.raise(0);
    return elements;
  }

  private boolean isFor() {
    return c.is("for") || (c.is("async") && c.ahead(1).equals("for"));
  }

  private List<Expression.Comprehension> generators(Expression element) throws FaultException {
    if (element instanceof Expression.Starred || isYield(element)) {
      throw c.fault(
          "Python cannot parse this: a comprehension has a single value for each element");
    }
    List<Expression.Comprehension> generators = new ArrayList<>();
    int height = c.height;
    while (isFor()) {
      int start = c.start();
      boolean async = c.take("async");
      c.scoped |= async;
      c.need("for");
      Expression target = TargetParser.list(c, expressions);
      height = Math.max(height, c.height);
      c.need("in");
      Expression iterable = expressions.binary(ExpressionParser.OR);
      height = Math.max(height, c.height);
      List<Expression> conditions = new ArrayList<>();
      while (c.take("if")) {
        conditions.add(expressions.binary(ExpressionParser.OR));
        height = Math.max(height, c.height);
      }
      generators.add(
          new Expression.Comprehension(start, c.end(), async, target, iterable, conditions));
    }
    c.raise(height);
    return generators;
  }

  /// The arguments of a call or of a class.
  static final class Arguments {
    final List<Expression> positional = new ArrayList<>();
    final List<Expression.Keyword> keywords = new ArrayList<>();
  }

  /// `(…)` behind an operand.
  Expression call(int start, Expression function) throws FaultException {
    int height = c.height;
    Arguments arguments = arguments(true);
    c.raise(height);
    return new Expression.Call(start, c.end(), function, arguments.positional, arguments.keywords);
  }

  /// @param generator whether a bare generator may be the only argument
  Arguments arguments(boolean generator) throws FaultException {
    int open = c.start();
    c.need("(");
    c.deepen();
    Arguments arguments = new Arguments();
    Set<String> names = Set.of();
    boolean unpacked = false;
    int height = 0;
    while (!c.take(")")) {
      int start = c.start();
      if (c.take("**")) {
        unpacked = true;
        Expression value = expressions.expression();
        arguments.keywords.add(new Expression.Keyword(start, c.end(), Optional.empty(), value));
      } else if (c.ahead(1).equals("=") && c.kind() == Tokens.Kind.NAME) {
        String name = c.name();
        c.skip();
        names = names.isEmpty() ? new HashSet<>() : names;
        if (!names.add(name)) {
          throw c.fault("a keyword argument is given twice");
        }
        Expression value = expressions.expression();
        arguments.keywords.add(new Expression.Keyword(start, c.end(), Optional.of(name), value));
      } else if (c.is("*")) {
        if (unpacked) {
          throw c.fault("`*` follows `**` in the arguments");
        }
        arguments.positional.add(expressions.starred(ExpressionParser.OR));
      } else {
        Expression value = expressions.named();
        if (isFor()) {
          List<Expression.Comprehension> generators = generators(value);
          if (!generator || !arguments.positional.isEmpty() || !arguments.keywords.isEmpty()) {
            throw c.fault("a generator among other arguments needs brackets");
          }
          c.need(")");
          c.rise();
          arguments.positional.add(new Expression.GeneratorExp(open, c.end(), value, generators));
          return arguments;
        }
        if (!arguments.keywords.isEmpty()) {
          throw c.fault("a positional argument follows a keyword argument");
        }
        arguments.positional.add(value);
      }
      height = Math.max(height, c.height);
      c.endPart(")");
    }
    c.rise();
    c.height = height;
    return arguments;
  }

  /// `[…]` behind an operand.
  Expression subscript(int start, Expression value) throws FaultException {
    int height = c.height;
    c.skip();
    c.deepen();
    int from = c.start();
    Expression index = index();
    if (c.is(",") || index instanceof Expression.Starred) {
      List<Expression> elements = c.list(index, this::index, () -> !c.is("]"));
      index = new Expression.Tuple(from, c.end(), elements);
      c.raise(height);
    }
    c.need("]");
    c.rise();
    c.raise(height);
    return new Expression.Subscript(start, c.end(), value, index);
  }

  private Expression index() throws FaultException {
    if (c.is("*")) {
      return expressions.starred(ExpressionParser.OR);
    }
    int start = c.start();
    Optional<Expression> lower = Optional.empty();
    int height = 0;
    if (!c.is(":")) {
      boolean walrus = c.ahead(1).equals(":=");
      Expression value = expressions.named();
      if (!c.is(":") || walrus) {
        return value;
      }
      height = c.height;
      lower = Optional.of(value);
    }
    c.need(":");
    Optional<Expression> upper = bound(":");
    height = Math.max(height, c.height);
    Optional<Expression> step = c.take(":") ? bound("]") : Optional.empty();
    c.raise(height);
    return new Expression.Slice(start, c.end(), lower, upper, step);
  }

  private Optional<Expression> bound(String end) throws FaultException {
    c.height = 0;
    return c.is(end) || c.is("]") || c.is(",")
        ? Optional.empty()
        : Optional.of(expressions.expression());
  }
}
