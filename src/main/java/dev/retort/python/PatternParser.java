package dev.retort.python;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Parses the patterns of `case`.
final class PatternParser {
  private final TokenCursor c;
  private final ExpressionParser expressions;

  PatternParser(TokenCursor cursor, ExpressionParser expressions) {
    this.c = cursor;
    this.expressions = expressions;
  }

  /// What stands between `case` and its guard or colon.
  Pattern patterns() throws FaultException {
    Pattern pattern = sequenceOrPattern();
    var _ = names(pattern);
    return pattern;
  }

  /// Whether no later `case` is ever looked at.
  static boolean isCatchAll(Statement.MatchCase last) {
    return last.guard().isEmpty() && isCatchAll(last.pattern());
  }

  private static boolean isCatchAll(Pattern pattern) {
    return switch (pattern) {
      case Pattern.MatchAs as -> as.pattern().isEmpty() || isCatchAll(as.pattern().get());
      case Pattern.MatchOr or -> isCatchAll(or.patterns().getLast());
      default -> false;
    };
  }

  /// The names that a pattern binds: each once, and all alternatives the same.
  private Set<String> names(Pattern pattern) throws FaultException {
    Set<String> names = new HashSet<>();
    if (pattern instanceof Pattern.MatchOr or) {
      names.addAll(names(or.patterns().getFirst()));
      for (int i = 1; i < or.patterns().size(); i++) {
        if (!names(or.patterns().get(i)).equals(names)) {
          throw c.fault("the alternatives of a pattern bind different names");
        }
        if (isCatchAll(or.patterns().get(i - 1))) {
          throw c.fault("an alternative of a pattern stands behind one that takes everything");
        }
      }
      return names;
    }
    BoundNames.captured(pattern).ifPresent(names::add);
    for (Syntax part : pattern.children()) {
      if (part instanceof Pattern inner) {
        for (String name : names(inner)) {
          if (!names.add(name)) {
            throw c.fault("a pattern binds `" + name + "` twice");
          }
        }
      }
    }
    return names;
  }

  private Pattern sequenceOrPattern() throws FaultException {
    int start = c.start();
    Pattern first = element();
    if (!c.is(",")) {
      if (first instanceof Pattern.MatchStar) {
        throw c.unexpected();
      }
      return first;
    }
    return sequence(start, c.list(first, this::element, () -> !c.is(":") && !c.is("if")));
  }

  private Pattern sequence(int start, List<Pattern> patterns) throws FaultException {
    if (patterns.stream().filter(Pattern.MatchStar.class::isInstance).count() > 1) {
      throw c.fault("a pattern has a `*` twice");
    }
    return new Pattern.MatchSequence(start, c.end(), patterns);
  }

  private Pattern element() throws FaultException {
    int start = c.start();
    if (!c.take("*")) {
      return pattern();
    }
    String name = c.name();
    return new Pattern.MatchStar(
        start, c.end(), name.equals("_") ? Optional.empty() : Optional.of(name));
  }

  private Pattern pattern() throws FaultException {
    int start = c.start();
    c.deepen();
    Pattern first = closed();
    Pattern pattern = first;
    if (c.is("|")) {
      List<Pattern> patterns = new ArrayList<>();
      patterns.add(first);
      while (c.take("|")) {
        patterns.add(closed());
      }
      pattern = new Pattern.MatchOr(start, c.end(), patterns);
    }
    c.rise();
    if (c.take("as")) {
      String name = target();
      pattern = new Pattern.MatchAs(start, c.end(), Optional.of(pattern), Optional.of(name));
    }
    return pattern;
  }

  private String target() throws FaultException {
    String name = c.name();
    if (name.equals("_") || c.is(".") || c.is("(") || c.is("=")) {
      throw c.fault("a pattern cannot bind this");
    }
    return name;
  }

  private Pattern closed() throws FaultException {
    int start = c.start();
    return switch (c.kind()) {
      case STRING, NUMBER -> value(start);
      case NAME ->
          switch (c.word()) {
            case "None" -> singleton(start, new Value.None());
            case "True" -> singleton(start, new Value.Truth(true));
            case "False" -> singleton(start, new Value.Truth(false));
            default -> named(start);
          };
      case OPERATOR ->
          switch (c.word()) {
            case "-" -> value(start);
            case "(" -> group(start);
            case "[" -> {
              c.skip();
              yield sequence(start, c.take("]") ? List.of() : rest(element(), "]"));
            }
            case "{" -> mapping(start);
            default -> throw c.unexpected();
          };
      default -> throw c.unexpected();
    };
  }

  private Pattern value(int start) throws FaultException {
    Expression literal = literal();
    return new Pattern.MatchValue(start, c.end(), literal);
  }

  private Pattern singleton(int start, Value value) {
    c.skip();
    return new Pattern.MatchSingleton(start, c.end(), value);
  }

  /// A number with a sign, perhaps a complex one, or text without fields.
  private Expression literal() throws FaultException {
    boolean number = c.kind() != Tokens.Kind.STRING;
    int from = c.at();
    Expression value = expressions.binary(9);
    boolean fine =
        switch (value) {
          case Expression.Constant _ -> true;
          case Expression.UnaryOp unary -> isNumber(unary.operand());
          case Expression.BinOp sum -> number && isComplex(sum);
          default -> false;
        };
    for (int i = from; i < c.at(); i++) {
      fine &= !c.tokens.is(i, "(");
    }
    if (!fine) {
      throw c.fault("a pattern holds an expression that is no literal");
    }
    return value;
  }

  private static boolean isNumber(Expression value) {
    return value instanceof Expression.Constant constant
        && (constant.value() instanceof Value.Whole || constant.value() instanceof Value.Real);
  }

  private static boolean isImaginary(Expression value) {
    return value instanceof Expression.Constant(_, _, Value.Real(String literal))
        && (literal.endsWith("j") || literal.endsWith("J"));
  }

  private static boolean isComplex(Expression.BinOp sum) {
    Expression left = sum.left() instanceof Expression.UnaryOp unary ? unary.operand() : sum.left();
    return (sum.operator().equals("+") || sum.operator().equals("-"))
        && isNumber(left)
        && !isImaginary(left)
        && isImaginary(sum.right());
  }

  private Pattern named(int start) throws FaultException {
    String name = c.name();
    if (name.equals("_") || (!c.is(".") && !c.is("("))) {
      return new Pattern.MatchAs(
          start,
          c.end(),
          Optional.empty(),
          name.equals("_") ? Optional.empty() : Optional.of(name));
    }
    Expression dotted = new Expression.Name(start, c.end(), name);
    int links = 0;
    while (c.take(".")) {
      String attribute = c.name();
      dotted = new Expression.Attribute(start, c.end(), dotted, attribute);
      if (++links > TokenCursor.MOST_LEVELS) {
        throw c.fault("too complex: it nests too deeply");
      }
    }
    return c.is("(") ? type(start, dotted) : new Pattern.MatchValue(start, c.end(), dotted);
  }

  private Pattern type(int start, Expression type) throws FaultException {
    c.skip();
    List<Pattern> patterns = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<Pattern> named = new ArrayList<>();
    while (!c.take(")")) {
      if (c.ahead(1).equals("=") && c.isName()) {
        String name = c.name();
        if (names.contains(name)) {
          throw c.fault("a pattern names an attribute twice");
        }
        names.add(name);
        c.skip();
        named.add(pattern());
      } else if (named.isEmpty()) {
        patterns.add(pattern());
      } else {
        throw c.fault("a positional pattern follows one with a name");
      }
      c.endPart(")");
    }
    return new Pattern.MatchClass(start, c.end(), type, patterns, names, named);
  }

  private Pattern group(int start) throws FaultException {
    c.skip();
    if (c.take(")")) {
      return new Pattern.MatchSequence(start, c.end(), List.of());
    }
    Pattern first = element();
    if (c.take(")")) {
      if (first instanceof Pattern.MatchStar) {
        throw c.unexpected();
      }
      return first;
    }
    return sequence(start, rest(first, ")"));
  }

  private List<Pattern> rest(Pattern first, String close) throws FaultException {
    List<Pattern> patterns = c.list(first, this::element, () -> !c.is(close));
    c.need(close);
    return patterns;
  }

  private Pattern mapping(int start) throws FaultException {
    c.skip();
    List<Expression> keys = new ArrayList<>();
    List<Pattern> patterns = new ArrayList<>();
    Optional<String> rest = Optional.empty();
    while (!c.take("}")) {
      if (rest.isPresent()) {
        throw c.fault("`**` is not the last of a pattern");
      }
      if (c.take("**")) {
        rest = Optional.of(target());
      } else {
        keys.add(key());
        c.need(":");
        patterns.add(pattern());
      }
      c.endPart("}");
    }
    return new Pattern.MatchMapping(start, c.end(), keys, patterns, rest);
  }

  private Expression key() throws FaultException {
    int start = c.start();
    return switch (closed()) {
      case Pattern.MatchValue value -> value.value();
      case Pattern.MatchSingleton singleton ->
          new Expression.Constant(start, c.end(), singleton.value());
      default -> throw c.fault("a key of a pattern is no literal");
    };
  }
}
