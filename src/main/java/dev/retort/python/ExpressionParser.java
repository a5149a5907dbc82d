package dev.retort.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Parses expressions by precedence. What stands in brackets is `BracketParser`'s part, strings are
/// `StringParser`'s.
final class ExpressionParser {
  /// Precedences, loosest first.
  static final int OR = 1;

  static final int AND = 2;
  static final int NOT = 3;
  static final int COMPARE = 4;
  static final int BITWISE = 5;

  private final TokenCursor c;
  private final BracketParser brackets;
  private final StringParser strings;

  /// Made once, because a list is looked for wherever a value stands.
  private final TokenCursor.Part<Expression> item = this::item;

  private final BooleanSupplier isOperand = this::isOperand;

  ExpressionParser(TokenCursor cursor) {
    this.c = cursor;
    this.brackets = new BracketParser(cursor, this);
    this.strings = new StringParser(cursor);
  }

  /// One expression; neither `:=` nor `*` nor a comma outside brackets.
  Expression expression() throws FaultException {
    if (c.is("lambda")) {
      return lambda();
    }
    int start = c.start();
    Expression body = binary(OR);
    if (!c.is("if")) {
      return body;
    }
    int height = c.height;
    c.skip();
    Expression test = binary(OR);
    c.raise(height);
    height = c.height;
    c.need("else");
    c.deepen();
    Expression otherwise = expression();
    c.rise();
    c.raise(height);
    return new Expression.IfExp(start, c.end(), test, body, otherwise);
  }

  /// The expression behind a sign or word, where that stands here.
  Optional<Expression> behind(String sign) throws FaultException {
    return c.take(sign) ? Optional.of(expression()) : Optional.empty();
  }

  /// An expression that may be `name := expression`.
  Expression named() throws FaultException {
    if (!c.ahead(1).equals(":=") || !c.isName()) {
      return expression();
    }
    c.scoped = true;
    int start = c.start();
    int end = c.source.origin(c.tokens.end(c.at()));
    Expression.Name target = new Expression.Name(start, end, c.name());
    c.skip();
    Expression value = expression();
    c.raise(0);
    return new Expression.NamedExpr(start, c.end(), target, value);
  }

  /// An element of a display: an expression, perhaps with `:=` or behind a star.
  Expression element() throws FaultException {
    return c.is("*") ? starred(BITWISE) : named();
  }

  /// `*` and what binds as tightly as `least`.
  Expression.Starred starred(int least) throws FaultException {
    int start = c.start();
    c.skip();
    Expression value = least == OR ? expression() : binary(least);
    c.raise(0);
    return new Expression.Starred(start, c.end(), value);
  }

  /// An expression list as it stands on the right of an assignment.
  Expression list() throws FaultException {
    if (c.is("yield")) {
      return yielded();
    }
    Expression list = tuple(item, isOperand);
    if (list instanceof Expression.Starred && !c.is("=")) {
      throw c.fault("Python cannot parse this: `*` stands before a single value");
    }
    return list;
  }

  private Expression item() throws FaultException {
    return c.is("*") ? starred(BITWISE) : expression();
  }

  /// A part alone, or a tuple of those that have commas between them.
  Expression tuple(TokenCursor.Part<Expression> part, BooleanSupplier goesOn)
      throws FaultException {
    int start = c.start();
    Expression first = part.read();
    if (!c.is(",")) {
      return first;
    }
    List<Expression> elements = c.list(first, part, goesOn);
    c.raise(0);
    return new Expression.Tuple(start, c.end(), elements);
  }

  /// Whether an expression may start here.
  boolean isOperand() {
    return switch (c.kind()) {
      case NUMBER, STRING -> true;
      case NAME ->
          switch (c.word()) {
            case "None", "True", "False", "not", "lambda", "await" -> true;
            default -> c.isName();
          };
      case OPERATOR ->
          switch (c.word()) {
            case "(", "[", "{", "-", "+", "~", "...", "*" -> true;
            default -> false;
          };
      default -> false;
    };
  }

  /// `yield`, with or without brackets around it.
  Expression yielded() throws FaultException {
    int start = c.start();
    c.need("yield");
    c.scoped = true;
    if (c.take("from")) {
      Expression value = expression();
      c.raise(0);
      return new Expression.YieldFrom(start, c.end(), value);
    }
    if (!isOperand()) {
      c.height = 0;
      return new Expression.Yield(start, c.end(), Optional.empty());
    }
    Expression value = list();
    c.raise(0);
    return new Expression.Yield(start, c.end(), Optional.of(value));
  }

  private Expression lambda() throws FaultException {
    int start = c.start();
    c.need("lambda");
    c.deepen();
    List<Parameter> parameters = new ParameterParser(c, this, false).until(":");
    int height = c.height;
    c.need(":");
    Expression body = expression();
    c.rise();
    c.raise(height);
    return new Expression.Lambda(start, c.end(), parameters, body);
  }

  /// What binds at least as tightly as a precedence.
  Expression binary(int least) throws FaultException {
    int start = c.start();
    Expression left;
    if (c.is("not")) {
      if (least > NOT) {
        throw c.unexpected();
      }
      c.skip();
      c.deepen();
      Expression operand = binary(NOT);
      c.rise();
      c.raise(0);
      left = new Expression.UnaryOp(start, c.end(), "not", operand);
    } else {
      left = unary();
    }
    while (true) {
      String sign = c.word();
      int precedence = sign.isEmpty() ? 0 : precedence(sign);
      if (precedence == 0 || precedence < least) {
        return left;
      }
      int height = c.height;
      switch (precedence) {
        case OR, AND -> left = junction(start, left, sign, precedence);
        case COMPARE -> left = comparison(start, left);
        default -> {
          c.skip();
          Expression right = binary(precedence + 1);
          c.raise(height);
          left = new Expression.BinOp(start, c.end(), left, sign, right);
        }
      }
    }
  }

  private int precedence(String sign) {
    return switch (sign) {
      case "or" -> OR;
      case "and" -> AND;
      case "not" -> c.ahead(1).equals("in") ? COMPARE : 0;
      case "in", "is", "<", ">", "<=", ">=", "==", "!=" -> COMPARE;
      case "|" -> BITWISE;
      case "^" -> 6;
      case "&" -> 7;
      case "<<", ">>" -> 8;
      case "+", "-" -> 9;
      case "*", "/", "//", "%", "@" -> 10;
      default -> 0;
    };
  }

  private Expression junction(int start, Expression first, String sign, int precedence)
      throws FaultException {
    List<Expression> values = new ArrayList<>();
    values.add(first);
    int height = c.height;
    while (c.take(sign)) {
      values.add(binary(precedence + 1));
      height = Math.max(height, c.height);
    }
    c.raise(height);
    return new Expression.BoolOp(start, c.end(), precedence == AND, values);
  }

  private Expression comparison(int start, Expression first) throws FaultException {
    List<String> operators = new ArrayList<>();
    List<Expression> comparators = new ArrayList<>();
    int height = c.height;
    while (precedence(c.word()) == COMPARE) {
      String sign = c.word();
      c.skip();
      if (sign.equals("not")) {
        c.skip();
        sign = "not in";
      } else if (sign.equals("is") && c.take("not")) {
        sign = "is not";
      }
      operators.add(sign);
      comparators.add(binary(BITWISE));
      height = Math.max(height, c.height);
    }
    c.raise(height);
    return new Expression.Compare(start, c.end(), first, operators, comparators);
  }

  private Expression unary() throws FaultException {
    int start = c.start();
    if (c.is("-") || c.is("+") || c.is("~")) {
      String sign = c.word();
      c.skip();
      c.deepen();
      Expression operand = unary();
      c.rise();
      c.raise(0);
      return new Expression.UnaryOp(start, c.end(), sign, operand);
    }
    Expression base = primary();
    if (!c.is("**")) {
      return base;
    }
    int height = c.height;
    c.skip();
    c.deepen();
    Expression exponent = unary();
    c.rise();
    c.raise(height);
    return new Expression.BinOp(start, c.end(), base, "**", exponent);
  }

  private Expression primary() throws FaultException {
    int start = c.start();
    boolean await = c.take("await");
    c.scoped |= await;
    int from = c.start();
    Expression value = atom();
    while (true) {
      switch (c.word()) {
        case "." -> {
          c.skip();
          String name = c.name();
          c.raise(0);
          value = new Expression.Attribute(from, c.end(), value, name);
        }
        case "(" -> value = brackets.call(from, value);
        case "[" -> value = brackets.subscript(from, value);
        default -> {
          if (await) {
            c.raise(0);
            return new Expression.Await(start, c.end(), value);
          }
          return value;
        }
      }
    }
  }

  private Expression atom() throws FaultException {
    c.height = 0;
    int start = c.start();
    return switch (c.kind()) {
      case NUMBER -> {
        String literal = c.source.text(c.tokens.start(c.at()), c.tokens.end(c.at()));
        yield constant(start, Literals.number(literal));
      }
      case STRING -> strings.strings();
      case NAME ->
          switch (c.word()) {
            case "None" -> constant(start, new Value.None());
            case "True" -> constant(start, new Value.Truth(true));
            case "False" -> constant(start, new Value.Truth(false));
            default -> name(start);
          };
      case OPERATOR ->
          switch (c.word()) {
            case "(", "[", "{" -> brackets.display();
            case "..." -> constant(start, new Value.Ellipsis());
            default -> throw c.unexpected();
          };
      default -> throw c.unexpected();
    };
  }

  private Expression name(int start) throws FaultException {
    if (!c.isName()) {
      throw c.unexpected();
    }
    String id = c.name();
    return new Expression.Name(start, c.end(), id);
  }

  private Expression constant(int start, Value value) {
    c.skip();
    return new Expression.Constant(start, c.end(), value);
  }
}
