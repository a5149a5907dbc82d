package dev.retort.schema.body;

import dev.retort.schema.ColumnDefault;
import dev.retort.schema.ColumnSpec;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Dialect;
import java.util.List;
import java.util.Set;

/// Which columns PostgreSQL counts by itself: a single integer key that points at nothing.
final class Serials {
  private static final Set<String> WHOLE = Set.of("smallint", "integer", "bigint");

  private Serials() {}

  /// Notes a column that says that it is not counted.
  static void note(Arguments given, String column, List<String> uncounted) {
    if (isOff(given)) {
      uncounted.add(column);
    }
  }

  private static boolean isOff(Arguments given) {
    return given.get(-1, "autoincrement").filter(each -> each.truth() == Truth.NO).isPresent();
  }

  /// The default of a column that says itself that it is the key.
  static ColumnDefault ofKey(
      Arguments given, Types.Named type, ColumnDefault value, Dialect dialect) {
    return WHOLE.contains(type.name())
            && !isOff(given)
            && value instanceof ColumnDefault.None
            && dialect == Dialect.POSTGRESQL
        ? new ColumnDefault.Generated(false)
        : value;
  }

  /// The default of one of the key's columns, once all are known: of several none is counted.
  static ColumnDefault among(
      List<String> primary,
      List<String> uncounted,
      ColumnSpec column,
      List<ConstraintSpec> constraints,
      Dialect dialect) {
    boolean referring =
        constraints.stream()
            .anyMatch(each ->
                each.kind() == ConstraintSpec.Kind.FOREIGN_KEY
                    && each.columns().contains(column.name()));
    if (primary.size() == 1
        && WHOLE.contains(column.type())
        && !referring
        && !uncounted.contains(column.name())
        && column.value() instanceof ColumnDefault.None
        && dialect == Dialect.POSTGRESQL) {
      return new ColumnDefault.Generated(false);
    }
    boolean counted =
        column.value() instanceof ColumnDefault.Generated(boolean identity) && !identity;
    return primary.size() > 1 && counted ? ColumnDefault.NONE : column.value();
  }
}
