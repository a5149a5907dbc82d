package dev.retort.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The values of expressions that are made of constants.
final class Folding {
  private static final int LONGEST_TEXT = 100_000;

  private final SourceText source;
  private final Tokens tokens;
  private final Names names;
  private final Observation observation;

  Folding(SourceText source, Tokens tokens, Names names, Observation observation) {
    this.source = source;
    this.tokens = tokens;
    this.names = names;
    this.observation = observation;
  }

  /// Evaluates an expression of the top level, with what it does to names.
  Value value(Node node) throws FaultException {
    names.step(1, line(node));
    return switch (node.type()) {
      case "string" -> string(node);
      case "concatenated_string" -> concatenated(node);
      case "integer", "float" -> Literals.number(text(node));
      case "true" -> new Value.Truth(true);
      case "false" -> new Value.Truth(false);
      case "none" -> new Value.None();
      case "ellipsis" -> new Value.Ellipsis();
      case "identifier" -> name(node);
      case "parenthesized_expression" -> value(node.parts().getFirst());
      case "tuple", "expression_list" -> items(Value.Shape.TUPLE, node);
      case "list" -> items(Value.Shape.LIST, node);
      case "set" -> items(Value.Shape.SET, node);
      case "dictionary" -> dictionary(node);
      case "binary_operator" -> binary(node);
      case "unary_operator" -> unary(node);
      case "not_operator" -> {
        Value argument = value(node.child("argument"));
        yield truth(argument)
            .<Value>map(t -> new Value.Truth(!t))
            .orElse(new Value.Unknown(line(node), "it negates something unknown"));
      }
      case "boolean_operator" -> either(node);
      case "conditional_expression" -> conditional(node);
      case "comparison_operator" -> comparison(node);
      case "named_expression" -> named(node);
      case "lambda" -> {
        observation.see(node);
        yield new Value.Opaque("function");
      }
      default -> {
        observation.see(node);
        yield new Value.Unknown(line(node), "it is " + kind(node));
      }
    };
  }

  /// Whether Python takes the value for true, where that is known.
  static Optional<Boolean> truth(Value value) {
    return switch (value) {
      case Value.None _ -> Optional.of(false);
      case Value.Truth truth -> Optional.of(truth.value());
      case Value.Text text -> Optional.of(!text.value().isEmpty());
      case Value.Octets octets -> Optional.of(!octets.latin1().isEmpty());
      case Value.Whole whole -> Optional.of(whole.value().signum() != 0);
      case Value.Items items -> Optional.of(!items.elements().isEmpty());
      case Value.Ellipsis _, Value.Opaque _ -> Optional.of(true);
      case Value.Real _, Value.Unknown _ -> Optional.empty();
    };
  }

  private Value named(Node node) throws FaultException {
    Node expression = node.child("value");
    Value value = value(expression);
    names.bind(
        Identifiers.normal(text(node.child("name"))),
        value,
        line(node),
        Optional.of(span(expression)));
    return value;
  }

  private Value name(Node node) throws FaultException {
    String name = Identifiers.normal(text(node));
    Optional<Names.Bound> bound = names.find(name);
    if (bound.isPresent()) {
      Value value = bound.get().value();
      return value instanceof Value.Unknown unknown
          ? new Value.Unknown(unknown.line(), unknown.reason())
          : value;
    }
    observation.see(node);
    return new Value.Unknown(
        line(node),
        Builtins.isName(name)
            ? "it is Python's own `" + name + "`"
            : names.open
                ? "`" + name + "` comes from somewhere else"
                : "the name `" + name + "` is not defined");
  }

  private Value string(Node node) throws FaultException {
    for (Node child : node.children()) {
      if (child.is("interpolation")) {
        return formatted(node);
      }
    }
    return Literals.string(source.bytes, node.start(), node.end())
        .orElse(new Value.Unknown(line(node), "it holds a character name that is not known here"));
  }

  /// A formatted string whose fields are plain names of constants.
  private Value formatted(Node node) throws FaultException {
    StringBuilder text = new StringBuilder();
    for (Node child : node.children()) {
      switch (child.type()) {
        case "string_start", "string_end" -> {}
        case "string_content" -> {
          String piece = text(child);
          if (piece.indexOf('\\') >= 0 || piece.indexOf('{') >= 0 || piece.indexOf('}') >= 0) {
            observation.see(node);
            return new Value.Unknown(line(node), "it is a formatted string");
          }
          text.append(piece.replace("\r\n", "\n"));
        }
        default -> {
          Node expression = child.child("expression");
          boolean plain = expression.is("identifier") && child.parts().size() == 1;
          if (plain && !child.has("=") && value(expression) instanceof Value.Text inner) {
            text.append(inner.value());
          } else {
            observation.see(node);
            return new Value.Unknown(line(node), "it is a formatted string");
          }
        }
      }
      if (text.length() > LONGEST_TEXT) {
        return new Value.Unknown(line(node), "it is too long");
      }
    }
    return new Value.Text(text.toString());
  }

  private Value concatenated(Node node) throws FaultException {
    StringBuilder text = new StringBuilder();
    boolean octets = false;
    for (Node part : node.parts()) {
      switch (value(part)) {
        case Value.Text piece -> {
          text.append(piece.value());
        }
        case Value.Octets piece -> {
          octets = true;
          text.append(piece.latin1());
        }
        case Value other -> {
          return other;
        }
      }
    }
    return octets ? new Value.Octets(text.toString()) : new Value.Text(text.toString());
  }

  private Value items(Value.Shape shape, Node node) throws FaultException {
    List<Value> elements = new ArrayList<>();
    for (Node part : node.parts()) {
      if (part.is("list_splat")) {
        Value inner = value(part.parts().getFirst());
        Optional<List<Value>> iterated = iterate(inner);
        if (iterated.isEmpty()) {
          return new Value.Unknown(line(part), "it unpacks something unknown");
        }
        elements.addAll(iterated.get());
        names.step(iterated.get().size(), line(part));
      } else {
        elements.add(value(part));
      }
    }
    if (shape == Value.Shape.SET) {
      elements = new ArrayList<>(new java.util.LinkedHashSet<>(elements));
    }
    return Value.Items.bounded(shape, elements, line(node));
  }

  private Value dictionary(Node node) throws FaultException {
    List<Value> keys = new ArrayList<>();
    for (Node part : node.parts()) {
      if (!part.is("pair")) {
        observation.see(node);
        return new Value.Unknown(line(part), "it unpacks a dictionary");
      }
      Value key = value(part.child("key"));
      value(part.child("value"));
      keys.add(key);
    }
    return Value.Items.bounded(
        Value.Shape.DICT, new ArrayList<>(new java.util.LinkedHashSet<>(keys)), line(node));
  }

  /// The elements in order; empty where they or their order are not known.
  static Optional<List<Value>> iterate(Value value) {
    return switch (value) {
      case Value.Items items when items.shape() != Value.Shape.SET -> Optional.of(items.elements());
      case Value.Text text ->
          Optional.of(
              text.value()
                  .codePoints()
                  .<Value>mapToObj(c -> new Value.Text(Character.toString(c)))
                  .toList());
      case Value.Octets octets ->
          Optional.of(
              octets
                  .latin1()
                  .chars()
                  .<Value>mapToObj(c -> new Value.Whole(BigInteger.valueOf(c)))
                  .toList());
      default -> Optional.empty();
    };
  }

  private Value binary(Node node) throws FaultException {
    Value left = value(node.child("left"));
    Value right = value(node.child("right"));
    return combine(node.child("operator").type(), left, right, line(node));
  }

  /// The result of a binary operator.
  Value combine(String operator, Value left, Value right, int line) throws FaultException {
    if (left instanceof Value.Unknown unknown) {
      return new Value.Unknown(line, unknown.reason());
    }
    if (right instanceof Value.Unknown unknown) {
      return new Value.Unknown(line, unknown.reason());
    }
    switch (operator) {
      case "+" -> {
        if (left instanceof Value.Text a && right instanceof Value.Text b) {
          return text(a.value(), b.value(), line);
        }
        if (left instanceof Value.Octets a && right instanceof Value.Octets b) {
          return a.latin1().length() + b.latin1().length() > LONGEST_TEXT
              ? new Value.Unknown(line, "it is too long")
              : new Value.Octets(a.latin1() + b.latin1());
        }
        if (left instanceof Value.Items a
            && right instanceof Value.Items b
            && a.shape() == b.shape()
            && (a.shape() == Value.Shape.TUPLE || a.shape() == Value.Shape.LIST)) {
          names.step(a.elements().size() + (long) b.elements().size(), line);
          List<Value> both = new ArrayList<>(a.elements());
          both.addAll(b.elements());
          return Value.Items.bounded(a.shape(), both, line);
        }
      }
      case "%" -> {
        if (left instanceof Value.Text format) {
          return PercentFormat.apply(format.value(), right)
              .<Value>map(Value.Text::new)
              .orElse(new Value.Unknown(line, "it is formatted in a way that is not followed"));
        }
        divide(right, line);
      }
      case "/", "//" -> divide(right, line);
      default -> {}
    }
    return new Value.Unknown(line, "it is computed with `" + operator + "`");
  }

  private void divide(Value by, int line) {
    if (by instanceof Value.Whole whole && whole.value().signum() == 0) {
      observation.doubt(line, "this divides by zero");
    }
  }

  private Value text(String a, String b, int line) throws FaultException {
    names.step((a.length() + b.length()) / 16, line);
    return a.length() + b.length() > LONGEST_TEXT
        ? new Value.Unknown(line, "it is too long")
        : new Value.Text(a + b);
  }

  private Value unary(Node node) throws FaultException {
    Value argument = value(node.child("argument"));
    String sign = text(node).substring(0, 1);
    if (argument instanceof Value.Whole whole) {
      return switch (sign) {
        case "-" -> new Value.Whole(whole.value().negate());
        case "~" -> new Value.Whole(whole.value().not());
        default -> whole;
      };
    }
    return argument instanceof Value.Real real && !sign.equals("~")
        ? new Value.Real(sign + real.literal())
        : new Value.Unknown(line(node), "it is computed with `" + sign + "`");
  }

  private Value either(Node node) throws FaultException {
    Value left = value(node.child("left"));
    Optional<Boolean> known = truth(left);
    boolean and = node.child("operator").is("and");
    if (known.isPresent() && known.get() != and) {
      return left;
    }
    if (known.isPresent()) {
      return value(node.child("right"));
    }
    observation.seeMaybe(node.child("right"));
    return new Value.Unknown(line(node), "it depends on a condition");
  }

  private Value conditional(Node node) throws FaultException {
    List<Node> parts = node.parts();
    Optional<Boolean> known = truth(value(parts.get(1)));
    if (known.isPresent()) {
      return value(parts.get(known.get() ? 0 : 2));
    }
    observation.seeMaybe(parts.get(0));
    observation.seeMaybe(parts.get(2));
    return new Value.Unknown(line(node), "it depends on a condition");
  }

  private Value comparison(Node node) throws FaultException {
    List<Node> parts = node.parts();
    if (parts.size() == 2 && (node.has("==") || node.has("!="))) {
      Value left = compared(parts.get(0));
      Value right = compared(parts.get(1));
      if (left instanceof Value.Text a && right instanceof Value.Text b) {
        return new Value.Truth(a.value().equals(b.value()) == node.has("=="));
      }
    } else {
      observation.see(node);
    }
    return new Value.Unknown(line(node), "it is a comparison");
  }

  /// Alembic loads a file as a module, never as the main program.
  private Value compared(Node node) throws FaultException {
    if (node.is("identifier")
        && text(node).equals("__name__")
        && names.find("__name__").isEmpty()) {
      return new Value.Text("(loaded by Alembic)");
    }
    return value(node);
  }

  private static String kind(Node node) {
    return switch (node.type()) {
      case "call" -> "the result of a call";
      case "attribute" -> "an attribute of something else";
      case "subscript" -> "taken out of something else";
      case "generator_expression" -> "a generator";
      case "list_comprehension", "set_comprehension", "dictionary_comprehension" ->
          "a comprehension";
      case "await", "yield" -> "the result of other code";
      default -> "computed at run time";
    };
  }

  String text(Node node) {
    return source.text(node.start(), node.end());
  }

  int line(Node node) {
    return tokens.line(node.start());
  }

  Span span(Node node) {
    return source.span(node.start(), node.end());
  }
}
