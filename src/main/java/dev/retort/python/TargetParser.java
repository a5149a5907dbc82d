package dev.retort.python;

import java.util.List;

/// What may be assigned to or deleted.
final class TargetParser {
  private TargetParser() {}

  /// The targets of a loop: they end before `in`.
  static Expression list(TokenCursor c, ExpressionParser expressions) throws FaultException {
    Expression target = expressions.tuple(() -> one(c, expressions), expressions::isOperand);
    if (target instanceof Expression.Starred) {
      throw c.fault("Python cannot parse this: `*` stands before a single target");
    }
    check(c, target);
    return target;
  }

  /// One target, which ends before `in`, `=` or `:`.
  static Expression one(TokenCursor c, ExpressionParser expressions) throws FaultException {
    Expression target =
        c.is("*")
            ? expressions.starred(ExpressionParser.BITWISE)
            : expressions.binary(ExpressionParser.BITWISE);
    check(c, target);
    return target;
  }

  /// @throws FaultException where an expression cannot be assigned to
  static void check(TokenCursor c, Expression target) throws FaultException {
    switch (target) {
      case Expression.Name name -> named(c, name.id());
      case Expression.Attribute attribute -> named(c, attribute.name());
      case Expression.Subscript _ -> {}
      case Expression.Starred starred -> {
        if (starred.value() instanceof Expression.Starred) {
          throw c.unexpected();
        }
        check(c, starred.value());
      }
      case Expression.Tuple tuple -> all(c, tuple.elements());
      case Expression.ListDisplay list -> all(c, list.elements());
      default -> throw c.fault("Python cannot assign to " + kind(target));
    }
  }

  private static void all(TokenCursor c, List<Expression> targets) throws FaultException {
    boolean starred = false;
    for (Expression target : targets) {
      check(c, target);
      if (target instanceof Expression.Starred) {
        if (starred) {
          throw c.fault("two targets of one assignment have a `*`");
        }
        starred = true;
      }
    }
  }

  static void named(TokenCursor c, String name) throws FaultException {
    if (name.equals("__debug__")) {
      throw c.fault("Python cannot assign to `__debug__`");
    }
  }

  /// @throws FaultException where more than one name would be changed in place
  static void single(TokenCursor c, Expression target) throws FaultException {
    switch (target) {
      case Expression.Name _, Expression.Attribute _, Expression.Subscript _ -> check(c, target);
      default -> throw c.fault("only a single name can be changed in place");
    }
  }

  /// @throws FaultException where an expression cannot be deleted
  static void deletable(TokenCursor c, Expression target) throws FaultException {
    switch (target) {
      case Expression.Name _, Expression.Attribute _, Expression.Subscript _ -> check(c, target);
      case Expression.Tuple tuple -> {
        for (Expression element : tuple.elements()) {
          deletable(c, element);
        }
      }
      case Expression.ListDisplay list -> {
        for (Expression element : list.elements()) {
          deletable(c, element);
        }
      }
      default -> throw c.fault("Python cannot delete " + kind(target));
    }
  }

  private static String kind(Expression expression) {
    return switch (expression) {
      case Expression.Constant constant ->
          switch (constant.value()) {
            case Value.None _ -> "`None`";
            case Value.Truth truth -> truth.value() ? "`True`" : "`False`";
            case Value.Ellipsis _ -> "an ellipsis";
            default -> "a literal";
          };
      case Expression.Call _ -> "a function call";
      case Expression.JoinedStr _ -> "a formatted string";
      case Expression.Compare _ -> "a comparison";
      case Expression.Lambda _ -> "a lambda";
      case Expression.IfExp _ -> "a conditional expression";
      case Expression.Dict _ -> "a dictionary";
      case Expression.SetDisplay _ -> "a set";
      case Expression.GeneratorExp _ -> "a generator";
      case Expression.ListComp _, Expression.SetComp _, Expression.DictComp _ -> "a comprehension";
      default -> "an expression";
    };
  }
}
