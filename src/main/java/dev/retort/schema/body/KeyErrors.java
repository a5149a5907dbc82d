package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Statement;
import dev.retort.python.Statement.ExceptHandler;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `try: x = known['key']` with an `except KeyError`: whether the key is there decides which of the
/// two is run.
final class KeyErrors {
  private static final Set<String> CAUGHT = Set.of("KeyError", "LookupError", "Exception");

  private final Evaluator evaluator;

  KeyErrors(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /// Whether looking up the key is all that can fail, and does.
  Truth isRaised(Statement.Try attempt, Scope scope) {
    if (attempt.body().size() != 1 || attempt.handlers().size() != 1 || !catches(attempt)) {
      return Truth.UNKNOWN;
    }
    return value(attempt.body().getFirst()) instanceof Expression.Subscript(_, _, var of, var index)
            && isRead(of)
            && isRead(index)
            && evaluator.evaluate(of, scope) instanceof Sym.Dict dict
        ? Operators.in(evaluator.evaluate(index, scope), dict).not()
        : Truth.UNKNOWN;
  }

  private static @Nullable Expression value(Statement statement) {
    return switch (statement) {
      case Statement.Assign assign
          when assign.targets().stream().allMatch(Expression.Name.class::isInstance) ->
          assign.value();
      case Statement.Expr expression -> expression.value();
      case Statement.Return returned -> returned.value().orElse(null);
      default -> null;
    };
  }

  private static boolean catches(Statement.Try attempt) {
    ExceptHandler handler = attempt.handlers().getFirst();
    return handler
        .type()
        .map(type -> type instanceof Expression.Name name && CAUGHT.contains(name.id()))
        .orElse(true);
  }

  /// Whether reading it twice does nothing.
  private static boolean isRead(Expression expression) {
    return switch (expression) {
      case Expression.Name _, Expression.Constant _ -> true;
      case Expression.Dict dict ->
          dict.entries().stream()
              .allMatch(
                  each -> isRead(each.value()) && each.key().map(KeyErrors::isRead).orElse(true));
      default -> false;
    };
  }
}
