package dev.retort.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where values come from that reading one file does not give: imports, and what is called or taken
/// out of them. Looks at an expression without following what evaluating it does.
final class Origins {
  /// Larger ones are nobody's id; values may share their parts, and grow without bound.
  private static final int MOST_PARTS = 50;

  private final SyntaxTree tree;
  private final Names names;

  Origins(SyntaxTree tree, Names names) {
    this.tree = tree;
    this.names = names;
  }

  /// The origin of an attribute or a call.
  Optional<Value.Origin> of(Expression node) {
    return switch (value(node)) {
      case Value.Unknown unknown when weigh(unknown, MOST_PARTS) >= 0 -> unknown.origin();
      default -> Optional.empty();
    };
  }

  private Value value(Expression node) {
    return switch (node) {
      case Expression.Constant constant -> constant.value();
      case Expression.Name name -> named(name);
      case Expression.Attribute attribute ->
          unknown(node, new Value.Origin.Attribute(value(attribute.value()), attribute.name()));
      case Expression.Call call -> called(call);
      case Expression.Tuple tuple -> new Value.Items(Value.Shape.TUPLE, values(tuple.elements()));
      case Expression.ListDisplay list ->
          new Value.Items(Value.Shape.LIST, values(list.elements()));
      default -> new Value.Unknown(tree.line(node), Doubt.OfValue.COMPUTED);
    };
  }

  private Value named(Expression.Name name) {
    Optional<Value> bound = names.find(name.id()).map(Names.Bound::value);
    if (bound.isEmpty()) {
      return new Value.Unknown(
          tree.line(name), new Doubt.UnboundName(name.id()), names.starred(name.id()));
    }
    return bound.get() instanceof Value.Opaque || bound.get() instanceof Value.Namespace
        ? unknown(name, new Value.Origin.Defined(name.id()))
        : bound.get();
  }

  private Value called(Expression.Call call) {
    Map<String, Value> keywords = new HashMap<>();
    boolean plain = call.arguments().stream().noneMatch(Expression.Starred.class::isInstance);
    for (Expression.Keyword keyword : call.keywords()) {
      plain &= keyword.name().isPresent();
      keyword.name().ifPresent(name -> keywords.put(name, value(keyword.value())));
    }
    return plain
        ? unknown(
            call,
            new Value.Origin.Called(value(call.function()), values(call.arguments()), keywords))
        : new Value.Unknown(tree.line(call), Doubt.OfValue.CALL);
  }

  private List<Value> values(List<Expression> nodes) {
    List<Value> values = new ArrayList<>(nodes.size());
    for (Expression node : nodes) {
      values.add(value(node));
    }
    return values;
  }

  private Value unknown(Expression node, Value.Origin origin) {
    return new Value.Unknown(tree.line(node), Doubt.OfValue.SOMEWHERE_ELSE, Optional.of(origin));
  }

  /// What is left of an allowance after a value and its parts; negative where it does not suffice.
  private static int weigh(Value value, int allowance) {
    int left = allowance - 1;
    if (left < 0) {
      return left;
    }
    List<Value> parts =
        switch (value) {
          case Value.Items items -> items.elements();
          default -> value.origin().map(Origins::parts).orElse(List.of());
        };
    for (Value part : parts) {
      left = weigh(part, left);
      if (left < 0) {
        return left;
      }
    }
    return left;
  }

  private static List<Value> parts(Value.Origin origin) {
    return switch (origin) {
      case Value.Origin.Imported _, Value.Origin.Defined _, Value.Origin.InVain _ -> List.of();
      case Value.Origin.Starred starred -> starred.before().stream().toList();
      case Value.Origin.Unpacked unpacked -> unpacked.parts();
      case Value.Origin.Attribute attribute -> List.of(attribute.object());
      case Value.Origin.Called called -> {
        List<Value> parts = new ArrayList<>(called.arguments());
        parts.add(called.callee());
        parts.addAll(called.keywords().values());
        yield parts;
      }
    };
  }
}
