package dev.retort.schema;

import java.util.List;
import java.util.Optional;

/// The generated columns of PostgreSQL that are computed from one that is dropped: they go with it,
/// or stand in its way.
final class ComputedColumns {
  private ComputedColumns() {}

  static void of(Enactment at, Table table, Operation.DropColumn drop) {
    if (at.schema().dialect() != Dialect.POSTGRESQL) {
      return;
    }
    for (Column column : List.copyOf(table.columns().values())) {
      if (column.name().equals(drop.column())) {
        continue;
      }
      switch (column.value()) {
        case ColumnDefault.Computed(String sql) when names(sql, drop.column()) ->
            go(at, table, column, drop);
        case ColumnDefault.Unknown _ when drop.cascade() ->
            at.schema().doubt(ObjectName.column(table.name(), column.name()));
        default -> {}
      }
    }
  }

  private static void go(Enactment at, Table table, Column column, Operation.DropColumn drop) {
    if (drop.cascade()) {
      ColumnEnactment.drop(
          at, new Operation.DropColumn(drop.site(), table.name(), column.name(), true, true));
    } else if (column.sure() && table.sure()) {
      at.clash(
          Clash.Kind.IN_USE,
          ObjectName.column(table.name(), drop.column()),
          drop,
          Optional.of(column.made()));
    }
  }

  /// Whether an expression names a column, and not only a function, a type or a text of its name.
  private static boolean names(String sql, String column) {
    String plain =
        sql.replaceAll("'[^']*'", "''")
            .replaceAll("(?i)\\bextract\\s*\\(\\s*\\w+\\s+from\\b", "(")
            .replaceAll("(?i)\\bas\\s+\\w+", "")
            .replaceAll("::\\s*\\w+", "")
            .replaceAll("\\w+\\s*\\(", "(");
    return ColumnEnactment.mentions(plain, column);
  }

  /// The expressions follow a column that is renamed.
  static void follow(Enactment at, String table, String from, String to) {
    Table owner = at.schema().table(table).orElseThrow();
    for (Column column : owner.columns().values()) {
      if (column.value() instanceof ColumnDefault.Computed(String sql) && names(sql, from)) {
        Column followed =
            column.withValue(new ColumnDefault.Computed(IndexExpression.renaming(sql, from, to)));
        at.changed(ObjectName.column(table, column.name()), column, followed);
        at.update(owner, old -> old.with(followed));
      }
    }
  }
}
