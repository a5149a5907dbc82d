package dev.retort.schema;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What may use a function, a type or what a schema holds in an expression and goes with it when
/// that is dropped with `CASCADE`: indexes, checks, computed columns, defaults and views. Which of
/// several functions of a name is called is not told, and so what names it is left open.
final class ExpressionUses {
  private final Enactment at;
  private final String name;
  private final Pattern use;

  private ExpressionUses(Enactment at, String name, String use) {
    this.at = at;
    this.name = name;
    this.use = Pattern.compile(use);
  }

  /// @param name with its schema, unless that is the default one
  static void ofFunction(Enactment at, String name) {
    String plain = plain(name);
    new ExpressionUses(at, plain, "(?<!\\w)" + Pattern.quote(plain) + "(?!\\w)").open();
  }

  /// Casts to it.
  static void ofType(Enactment at, String name) {
    String plain = plain(name);
    new ExpressionUses(
            at, plain, "(?:::|\\bas\\s)\\s*(?:\\w+\\.)?\"?" + Pattern.quote(plain) + "(?!\\w)")
        .open();
  }

  /// Whatever lies in it.
  static void ofSchema(Enactment at, String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    new ExpressionUses(at, plain, "(?<!\\w)" + Pattern.quote(plain) + "\"?\\.").open();
  }

  private static String plain(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  private void open() {
    for (Table table : List.copyOf(at.schema().tables())) {
      if (table.kind() == 'v' || table.kind() == 'm') {
        view(table);
      } else {
        open(table);
      }
    }
  }

  /// One whose text is known and names it nowhere stays, unless it shows another that goes.
  private void view(Table view) {
    if (at.schema().texts().mayName(ObjectName.table(view.name()), name)) {
      at.schema().table(view.name()).ifPresent(each -> at.schema().put(each.doubted()));
      at.doubtViewsOf(view.name());
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
    IndexEnactment.doubtOver(at, table, column.name());
    for (Key key : table.keys().values()) {
      if (key.spec().allColumns().contains(column.name())) {
        at.schema().doubt(ObjectName.constraint(table.name(), key.name()));
      }
    }
  }

  private boolean calls(Optional<String> expression) {
    return expression.filter(sql -> use.matcher(sql.toLowerCase(Locale.ROOT)).find()).isPresent();
  }
}
