package dev.retort.schema;

import java.util.List;
import java.util.Optional;

/// What happens to a schema when columns are added, dropped, renamed and altered.
final class ColumnEnactment {
  private ColumnEnactment() {}

  static void add(Enactment at, Operation.AddColumn add) {
    Table table = at.table(add.table(), add);
    Optional<Column> there = Optional.ofNullable(table.columns().get(add.column().name()));
    ObjectName object = ObjectName.column(table.name(), add.column().name());
    if (there.isPresent()) {
      if (add.ifNotExists() || at.isPerhaps()) {
        return;
      }
      if (there.get().sure() && table.sure()) {
        at.clash(Clash.Kind.MADE_TWICE, object, add, Optional.of(there.get().made()));
      }
      at.update(table, old -> old.withoutColumn(add.column().name()));
      at.replaced(object, there.get(), there.get().sure());
    }
    boolean sure = !at.isPerhaps() && !(add.ifNotExists() && table.isOpen());
    put(at, table.name(), add.column(), sure);
  }

  static void put(Enactment at, String table, ColumnSpec spec, boolean sure) {
    Column column =
        new Column(
            spec.name(), spec.type(), spec.nullable(), spec.value(), sure, at.at(spec.line()));
    at.schema().table(table).ifPresent(old -> at.schema().put(old.with(column)));
    at.schema().unmarkDropped(ObjectName.column(table, spec.name()));
    at.added(ObjectName.column(table, spec.name()), column);
  }

  static void drop(Enactment at, Operation.DropColumn drop) {
    if (drop.site().onlyWith().isPresent() && at.schema().table(drop.table()).isEmpty()) {
      Unseen.droppedOfTable(at, ObjectName.column(drop.table(), drop.column()));
      return;
    }
    Table table = at.table(drop.table(), drop);
    ObjectName object = ObjectName.column(table.name(), drop.column());
    Optional<Column> there = Optional.ofNullable(table.columns().get(drop.column()));
    if (there.isEmpty()) {
      if (!drop.ifExists() && !table.isOpen() && table.kind() == 'r') {
        at.missing(object, drop);
      }
      if (mayHave(at, table, object)) {
        Unseen.droppedWithMore(at, object, drop.ifExists());
      }
      if (!at.isPerhaps()) {
        at.schema().markDropped(object, at.here());
      }
      return;
    }
    if (at.isPerhaps()) {
      at.update(table, old -> old.with(there.get().opened()));
      return;
    }
    if (at.schema().hasUnnamed(table.name())) {
      at.untold(object, Gap.AboutObject.GOES_WITH);
    }
    ComputedColumns.of(at, table, drop);
    RestingKeys.ofColumn(at, table, drop);
    dependents(at, table, drop.column());
    at.update(table, old -> old.withoutColumn(drop.column()));
    at.removed(object, there.get());
    at.schema().markDropped(object, at.here());
    if (drop.cascade()) {
      at.doubtViewsOf(table.name());
      references(at, table.name(), drop.column());
    }
  }

  /// Whether a table may have a column that is not known; one of a view is none of the schema's.
  private static boolean mayHave(Enactment at, Table table, ObjectName column) {
    return table.kind() == 'r'
        && Unseen.mayBe(at, column, table.isOpen() || at.schema().mayHold(column));
  }

  /// Every index and constraint that names the column goes with it.
  private static void dependents(Enactment at, Table table, String column) {
    if (at.schema().dialect() == Dialect.MYSQL) {
      return;
    }
    for (Index index : List.copyOf(table.indexes().values())) {
      if (names(index.spec().allColumns(), column)
          || index.spec().where().filter(text -> mentions(text, column)).isPresent()) {
        IndexEnactment.remove(at, table.name(), index);
      }
    }
    for (Key key : List.copyOf(table.keys().values())) {
      if (key.spec().allColumns().contains(column)) {
        KeyEnactment.remove(at, table.name(), key);
      }
    }
  }

  private static boolean names(List<String> columns, String column) {
    for (String each : columns) {
      if (each.equals(column)
          || (each.chars().anyMatch(c -> !Character.isLetterOrDigit(c) && c != '_')
              && mentions(each, column))) {
        return true;
      }
    }
    return false;
  }

  /// Whether an expression holds a word.
  static boolean mentions(String expression, String word) {
    int from = 0;
    while (true) {
      int found = expression.indexOf(word, from);
      if (found < 0) {
        return false;
      }
      int end = found + word.length();
      boolean starts = found == 0 || !isWord(expression.charAt(found - 1));
      boolean ends = end == expression.length() || !isWord(expression.charAt(end));
      if (starts && ends) {
        return true;
      }
      from = found + 1;
    }
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static void references(Enactment at, String table, String column) {
    for (Table other : List.copyOf(at.schema().tables())) {
      for (Key key : List.copyOf(other.keys().values())) {
        boolean refers =
            key.spec()
                .reference()
                .filter(to -> to.table().equals(table) && to.columns().contains(column))
                .isPresent();
        if (refers) {
          KeyEnactment.remove(at, other.name(), key);
        }
      }
    }
  }

  static void rename(Enactment at, Operation.RenameColumn rename) {
    Table table = at.table(rename.table(), rename);
    Optional<Column> there = column(at, table, rename.column(), rename);
    Optional<Column> target = Optional.ofNullable(table.columns().get(rename.to()));
    ObjectName from = ObjectName.column(table.name(), rename.column());
    ObjectName to = ObjectName.column(table.name(), rename.to());
    if (rename.column().equals(rename.to())) {
      return;
    }
    if (target.isPresent() && target.get().sure() && table.sure()) {
      at.clash(Clash.Kind.MADE_TWICE, to, rename, Optional.of(target.get().made()));
    }
    if (at.isPerhaps()) {
      there.ifPresent(column -> at.update(table, old -> old.with(column.opened())));
      at.update(table, Table::opened);
      return;
    }
    if (there.isPresent()) {
      at.update(
          table, old -> old.withoutColumn(rename.to()).renaming(rename.column(), rename.to()));
      at.removed(from, there.get());
      at.added(to, there.get().named(rename.to()));
    } else {
      if (mayHave(at, table, from)) {
        Unseen.dropped(at, from, false);
        at.untold(from, Gap.AboutObject.WAS);
      }
      put(
          at,
          table.name(),
          new ColumnSpec(
              rename.to(),
              ColumnSpec.UNKNOWN_TYPE,
              Optional.empty(),
              ColumnDefault.UNKNOWN,
              rename.site().line()),
          true);
    }
    at.schema().markDropped(from, at.here());
    at.schema().unmarkDropped(to);
    at.schema().markRenamed(to);
    KeyEnactment.follow(at, table.name(), rename.column(), rename.to());
    ComputedColumns.follow(at, table.name(), rename.column(), rename.to());
    IndexEnactment.follow(at, table.name(), rename.column(), rename.to());
  }

  static void alter(Enactment at, Operation.AlterColumn alter) {
    Table table = at.table(alter.table(), alter);
    Optional<Column> there = column(at, table, alter.column(), alter);
    if (there.isEmpty()) {
      ObjectName object = ObjectName.column(table.name(), alter.column());
      if (mayHave(at, table, object)) {
        Unseen.changed(at, object, Optional.of(altered(at, alter)));
      }
      return;
    }
    Column before = there.get();
    Column after = before;
    if (at.isPerhaps()) {
      after = before.opened();
      if (alter.type().filter(type -> !type.equals(before.type())).isPresent()) {
        after = after.withType(ColumnSpec.UNKNOWN_TYPE);
      }
      if (alter.nullable().isPresent() && !alter.nullable().equals(before.nullable())) {
        after = after.withNullable(Optional.empty());
      }
      if (alter.value().isPresent() && !alter.value().get().equals(before.value())) {
        after = after.withValue(ColumnDefault.UNKNOWN);
      }
    } else {
      after = alter.type().map(after::withType).orElse(after);
      after = alter.nullable().isPresent() ? after.withNullable(alter.nullable()) : after;
      after = alter.value().map(after::withValue).orElse(after);
    }
    Column result = after;
    at.update(table, old -> old.with(result));
    if (!before.equals(after)) {
      at.changed(ObjectName.column(table.name(), before.name()), before, after);
    }
  }

  /// A column of which an alteration tells all that is known.
  private static Column altered(Enactment at, Operation.AlterColumn alter) {
    return new Column(
        alter.column(),
        alter.type().orElse(ColumnSpec.UNKNOWN_TYPE),
        alter.nullable(),
        alter.value().orElse(ColumnDefault.UNKNOWN),
        false,
        at.here());
  }

  /// The column that an operation needs; empty where it is not known.
  private static Optional<Column> column(
      Enactment at, Table table, String column, Operation operation) {
    Optional<Column> there = Optional.ofNullable(table.columns().get(column));
    if (there.isEmpty() && !table.isOpen() && table.kind() == 'r') {
      at.missing(ObjectName.column(table.name(), column), operation);
    }
    return there;
  }
}
