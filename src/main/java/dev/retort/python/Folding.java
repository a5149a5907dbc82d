package dev.retort.python;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The values of expressions that are made of constants.
final class Folding {
  private static final int LONGEST_TEXT = 100_000;

  private final SyntaxTree tree;
  private final Names names;
  private final SideEffects effects;

  Folding(SyntaxTree tree, Names names, SideEffects effects) {
    this.tree = tree;
    this.names = names;
    this.effects = effects;
  }

  /// Evaluates an expression of the top level, with what it does to names.
  Value value(Expression node) throws FaultException {
    names.step(1, 1);
    return switch (node) {
      case Expression.Constant constant -> constant.value();
      case Expression.JoinedStr joined -> formatted(joined);
      case Expression.Name name -> name(name);
      case Expression.Tuple tuple -> items(Value.Shape.TUPLE, tuple.elements(), node);
      case Expression.ListDisplay list -> items(Value.Shape.LIST, list.elements(), node);
      case Expression.SetDisplay set -> items(Value.Shape.SET, set.elements(), node);
      case Expression.Dict dict -> dictionary(dict);
      case Expression.BinOp binary -> {
        Value left = value(binary.left());
        Value right = value(binary.right());
        yield combine(binary.operator(), left, right, line(node));
      }
      case Expression.UnaryOp unary -> unary(unary);
      case Expression.BoolOp junction -> either(junction);
      case Expression.IfExp conditional -> conditional(conditional);
      case Expression.Compare comparison -> comparison(comparison);
      case Expression.NamedExpr named -> {
        Value value = value(named.value());
        names.bind(named.target().id(), value, line(node), Optional.of(named.value().span()));
        yield value;
      }
      case Expression.Lambda _ -> {
        effects.see(node);
        yield new Value.Opaque("function");
      }
      case Expression.Attribute attribute -> {
        Optional<Value> known = attribute(attribute);
        yield known.isPresent() ? known.get() : unknown(node);
      }
      default -> unknown(node);
    };
  }

  private Value unknown(Expression node) throws FaultException {
    Optional<Value.Origin> origin = new Origins(tree, names).of(node);
    effects.see(node);
    return new Value.Unknown(line(node), kind(node), origin);
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
      case Value.Real _, Value.Namespace _, Value.Unknown _ -> Optional.empty();
    };
  }

  /// An attribute of a class of this module, without anything else that evaluating it could do.
  private Optional<Value> attribute(Expression.Attribute node) {
    Optional<Value> owner =
        switch (node.value()) {
          case Expression.Name name -> names.find(name.id()).map(Names.Bound::value);
          case Expression.Attribute inner -> attribute(inner);
          default -> Optional.empty();
        };
    return owner
        .map(names::settled)
        .flatMap(value ->
            value instanceof Value.Namespace namespace
                ? Optional.ofNullable(namespace.attributes().get(node.name()))
                : Optional.empty())
        .map(names::settled);
  }

  private Value name(Expression.Name name) throws FaultException {
    Optional<Names.Bound> bound = names.find(name.id());
    if (bound.isPresent()) {
      return bound.get().value();
    }
    effects.see(name);
    return new Value.Unknown(
        line(name),
        Builtins.isName(name.id())
            ? new Doubt.BuiltinName(name.id())
            : names.open
                ? new Doubt.NameFromElsewhere(name.id())
                : new Doubt.UndefinedName(name.id()),
        Builtins.isName(name.id()) ? Optional.empty() : names.starred(name.id()));
  }

  /// A formatted string whose fields are plain names of constants.
  private Value formatted(Expression.JoinedStr joined) throws FaultException {
    StringBuilder text = new StringBuilder();
    for (Expression piece : joined.pieces()) {
      Optional<String> known =
          switch (piece) {
            case Expression.Constant(_, _, Value.Text(String plain)) -> Optional.of(plain);
            case Expression.FormattedValue field
                when field.value() instanceof Expression.Name && field.isPlain() ->
                value(field.value()) instanceof Value.Text inner
                    ? Optional.of(inner.value())
                    : Optional.empty();
            default -> Optional.empty();
          };
      if (known.isEmpty()) {
        effects.see(joined);
        return new Value.Unknown(line(joined), Doubt.OfValue.FORMATTED_STRING);
      }
      text.append(known.get());
      if (text.length() > LONGEST_TEXT) {
        return new Value.Unknown(line(joined), Doubt.OfValue.TOO_LONG);
      }
    }
    return new Value.Text(text.toString());
  }

  private Value items(Value.Shape shape, List<Expression> parts, Expression node)
      throws FaultException {
    List<Value> elements = new ArrayList<>();
    Set<Integer> unpacked = new HashSet<>();
    for (Expression part : parts) {
      if (part instanceof Expression.Starred starred) {
        Value value = value(starred.value());
        Optional<List<Value>> iterated = iterate(value);
        if (iterated.isEmpty()) {
          unpacked.add(elements.size());
          elements.add(value);
          continue;
        }
        elements.addAll(iterated.get());
        names.step(iterated.get().size(), 1);
      } else {
        elements.add(value(part));
      }
    }
    if (!unpacked.isEmpty()) {
      return Value.Items.bounded(shape, elements, line(node)) instanceof Value.Unknown much
          ? much
          : new Value.Unknown(
              line(node),
              Doubt.OfValue.UNPACKED_UNKNOWN,
              Optional.of(new Value.Origin.Unpacked(shape, elements, unpacked)));
    }
    if (shape == Value.Shape.SET) {
      elements = new ArrayList<>(new LinkedHashSet<>(elements));
    }
    return Value.Items.bounded(shape, elements, line(node));
  }

  private Value dictionary(Expression.Dict dict) throws FaultException {
    List<Value> keys = new ArrayList<>();
    for (Expression.Dict.Entry entry : dict.entries()) {
      if (entry.key().isEmpty()) {
        effects.see(dict);
        return new Value.Unknown(line(entry.value()), Doubt.OfValue.UNPACKED_DICTIONARY);
      }
      keys.add(value(entry.key().get()));
      value(entry.value());
    }
    return Value.Items.bounded(
        Value.Shape.DICT, new ArrayList<>(new LinkedHashSet<>(keys)), line(dict));
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
              ? new Value.Unknown(line, Doubt.OfValue.TOO_LONG)
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
              .orElse(new Value.Unknown(line, Doubt.OfValue.FORMATTING));
        }
        divide(right, line);
      }
      case "/", "//" -> divide(right, line);
      default -> {}
    }
    return new Value.Unknown(line, new Doubt.Operator(operator));
  }

  private void divide(Value by, int line) {
    if (by instanceof Value.Whole whole && whole.value().signum() == 0) {
      effects.doubt(line, Doubt.OfValue.DIVISION_BY_ZERO);
    }
  }

  private Value text(String a, String b, int line) throws FaultException {
    names.step((a.length() + b.length()) / 16, line);
    return a.length() + b.length() > LONGEST_TEXT
        ? new Value.Unknown(line, Doubt.OfValue.TOO_LONG)
        : new Value.Text(a + b);
  }

  private Value unary(Expression.UnaryOp unary) throws FaultException {
    Value operand = value(unary.operand());
    String sign = unary.operator();
    if (sign.equals("not")) {
      return truth(operand)
          .<Value>map(t -> new Value.Truth(!t))
          .orElse(new Value.Unknown(line(unary), Doubt.OfValue.NEGATION));
    }
    if (operand instanceof Value.Whole whole) {
      return switch (sign) {
        case "-" -> new Value.Whole(whole.value().negate());
        case "~" -> new Value.Whole(whole.value().not());
        default -> whole;
      };
    }
    return operand instanceof Value.Real real && !sign.equals("~")
        ? new Value.Real(sign + real.literal())
        : new Value.Unknown(line(unary), new Doubt.Operator(sign));
  }

  private Value either(Expression.BoolOp junction) throws FaultException {
    int last = junction.values().size() - 1;
    for (int i = 0; i < last; i++) {
      Value value = value(junction.values().get(i));
      Optional<Boolean> known = truth(value);
      if (known.isEmpty()) {
        for (Expression rest : junction.values().subList(i + 1, last + 1)) {
          effects.seeMaybe(rest);
        }
        return new Value.Unknown(line(junction), Doubt.OfValue.BY_CONDITION);
      }
      if (known.get() != junction.and()) {
        return value;
      }
    }
    return value(junction.values().get(last));
  }

  private Value conditional(Expression.IfExp conditional) throws FaultException {
    Optional<Boolean> known = truth(value(conditional.test()));
    if (known.isPresent()) {
      return value(known.get() ? conditional.body() : conditional.otherwise());
    }
    effects.seeMaybe(conditional.body());
    effects.seeMaybe(conditional.otherwise());
    return new Value.Unknown(line(conditional), Doubt.OfValue.BY_CONDITION);
  }

  private Value comparison(Expression.Compare comparison) throws FaultException {
    String sign = comparison.operators().getFirst();
    if (comparison.operators().size() == 1 && (sign.equals("==") || sign.equals("!="))) {
      Value left = compared(comparison.left());
      Value right = compared(comparison.comparators().getFirst());
      if (left instanceof Value.Text a && right instanceof Value.Text b) {
        return new Value.Truth(a.value().equals(b.value()) == sign.equals("=="));
      }
    } else {
      effects.see(comparison);
    }
    return new Value.Unknown(line(comparison), Doubt.OfValue.COMPARISON);
  }

  /// Alembic loads a file as a module, never as the main program.
  private Value compared(Expression node) throws FaultException {
    if (node instanceof Expression.Name name
        && name.id().equals("__name__")
        && names.find("__name__").isEmpty()) {
      return new Value.Text("(loaded by Alembic)");
    }
    return value(node);
  }

  private static Doubt kind(Expression node) {
    return switch (node) {
      case Expression.Call _ -> Doubt.OfValue.CALL;
      case Expression.Attribute _ -> Doubt.OfValue.ATTRIBUTE;
      case Expression.Subscript _ -> Doubt.OfValue.ELEMENT;
      case Expression.GeneratorExp _ -> Doubt.OfValue.GENERATOR;
      case Expression.ListComp _, Expression.SetComp _, Expression.DictComp _ ->
          Doubt.OfValue.COMPREHENSION;
      case Expression.Await _, Expression.Yield _, Expression.YieldFrom _ ->
          Doubt.OfValue.OTHER_CODE;
      default -> Doubt.OfValue.COMPUTED;
    };
  }

  int line(Syntax node) {
    return tree.line(node);
  }
}
