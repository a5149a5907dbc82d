package dev.retort.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What may call a function and goes with it when that is dropped with `CASCADE`: indexes, checks,
/// computed columns, defaults and views. Which of several functions of a name is called is not
/// told, and so what names it is left open.
final class FunctionUses {
  private final Enactment at;
  private final String function;

  private FunctionUses(Enactment at, String function) {
    this.at = at;
    this.function = function;
  }

  /// @param name with its schema, unless that is the default one
  static void open(Enactment at, String name) {
    String plain = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    FunctionUses uses = new FunctionUses(at, plain);
    for (Table table : List.copyOf(at.schema().tables())) {
      if (table.kind() == 'v' || table.kind() == 'm') {
        at.schema().put(table.doubted());
      } else {
        uses.open(table);
      }
    }
  }

  private void open(Table table) {
    for (Index index : table.indexes().values()) {
      IndexSpec spec = index.spec();
      if (spec.columns().stream()
              .anyMatch(each -> !table.columns().containsKey(each) && calls(Optional.of(each)))
          || calls(spec.where())) {
        at.schema().doubt(ObjectName.index(index.name()));
      }
    }
    for (Key key : table.keys().values()) {
      if (calls(key.spec().text())) {
        at.schema().doubt(ObjectName.constraint(table.name(), key.name()));
      }
    }
    for (Column column : table.columns().values()) {
      switch (column.value()) {
        case ColumnDefault.Computed(String sql) when calls(Optional.of(sql)) ->
            computed(table, column);
        case ColumnDefault.Expression(String sql, boolean quoted)
            when !quoted && calls(Optional.of(sql)) ->
            at.update(table, old -> old.with(column.withValue(ColumnDefault.UNKNOWN)));
        default -> {}
      }
    }
  }

  /// Indexes and keys over it may go with it.
  private void computed(Table table, Column column) {
    at.schema().doubt(ObjectName.column(table.name(), column.name()));
    for (Index index : table.indexes().values()) {
      if (IndexEnactment.mayBeOver(index.spec(), column.name())) {
        at.schema().doubt(ObjectName.index(index.name()));
      }
    }
    for (Key key : table.keys().values()) {
      if (key.spec().allColumns().contains(column.name())) {
        at.schema().doubt(ObjectName.constraint(table.name(), key.name()));
      }
    }
  }

  private boolean calls(Optional<String> expression) {
    return expression
        .filter(sql -> ColumnEnactment.mentions(sql.toLowerCase(Locale.ROOT), function))
        .isPresent();
  }
}
