package dev.retort.schema.body;

import dev.retort.python.Expression;
import dev.retort.python.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The types of columns that SQLAlchemy derives from `Mapped[…]`.
final class MappedTypes {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("builtins.int", "Integer"),
          Map.entry("builtins.str", "String"),
          Map.entry("builtins.bool", "Boolean"),
          Map.entry("builtins.float", "Float"),
          Map.entry("builtins.bytes", "LargeBinary"),
          Map.entry("datetime.datetime", "DateTime"),
          Map.entry("datetime.date", "Date"),
          Map.entry("datetime.time", "Time"),
          Map.entry("datetime.timedelta", "Interval"),
          Map.entry("decimal.Decimal", "Numeric"),
          Map.entry("uuid.UUID", "Uuid"));

  private MappedTypes() {}

  /// The type for one of Python; empty where it is not known.
  static Optional<Sym> of(Sym python, Evaluator evaluator) {
    return switch (python) {
      case Sym.Ref ref ->
          Optional.ofNullable(TYPES.get(ref.name())).map(each -> new Sym.Ref("sqlalchemy." + each));
      case Sym.Type type when Classes.members(type, evaluator).isPresent() ->
          Optional.of(
              new Sym.Made(new Sym.Ref("sqlalchemy.Enum"), List.of(type), Map.of(), 1, true));
      default -> Optional.empty();
    };
  }

  /// What `Optional[…]` or `… | None` holds; empty of an annotation that is neither.
  static Optional<Expression> optional(Expression annotation) {
    return switch (annotation) {
      case Expression.Subscript(_, _, Expression.Name(_, _, String name), Expression index)
          when name.equals("Optional") ->
          Optional.of(index);
      case Expression.BinOp or when or.operator().equals("|") && isNone(or.right()) ->
          Optional.of(or.left());
      case Expression.BinOp or when or.operator().equals("|") && isNone(or.left()) ->
          Optional.of(or.right());
      default -> Optional.empty();
    };
  }

  private static boolean isNone(Expression expression) {
    return expression instanceof Expression.Constant constant
        && constant.value() instanceof Value.None;
  }
}
