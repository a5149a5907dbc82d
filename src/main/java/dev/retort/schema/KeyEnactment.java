package dev.retort.schema;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What happens to a schema when keys and constraints are made, dropped and renamed.
final class KeyEnactment {
  private KeyEnactment() {}

  static void create(Enactment at, Operation.CreateConstraint create) {
    Table table = at.table(create.table(), create);
    for (String column : create.constraint().columns()) {
      if (!table.isOpen()
          && table.kind() == 'r'
          && create.constraint().kind() != ConstraintSpec.Kind.CHECK
          && !table.columns().containsKey(column)) {
        at.missing(ObjectName.column(table.name(), column), create);
      }
    }
    second(at, table, create);
    put(at, table.name(), create.constraint(), create);
  }

  /// A table has one primary key.
  private static void second(Enactment at, Table table, Operation.CreateConstraint create) {
    if (create.constraint().kind() == ConstraintSpec.Kind.PRIMARY_KEY
        && at.schema().dialect() == Dialect.POSTGRESQL
        && table.sure()) {
      table.keys().values().stream()
          .filter(key -> key.sure() && key.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY)
          .filter(key -> !create.constraint().name().equals(Optional.of(key.name())))
          .findFirst()
          .ifPresent(key ->
              at.clash(
                  Clash.Kind.MADE_TWICE,
                  ObjectName.constraint(table.name(), key.name()),
                  create,
                  Optional.of(key.made())));
    }
  }

  static void put(Enactment at, String tableName, ConstraintSpec asked, Operation operation) {
    ConstraintSpec spec = at.schema().table(tableName).map(asked::checking).orElse(asked);
    spec.reference()
        .filter(to -> !to.table().equals(tableName))
        .ifPresent(to -> need(at, to, operation));
    Table table = at.schema().table(tableName).orElseThrow();
    boolean unknown =
        spec.kind() == ConstraintSpec.Kind.EXCLUSION || at.schema().hasUnnamed(tableName);
    if (spec.name().isEmpty() && unknown) {
      // The columns of an exclusion, after which the database names it, are not read.
      at.update(table, Table::opened);
      if (spec.kind() == ConstraintSpec.Kind.PRIMARY_KEY) {
        notNull(at, tableName, spec.columns());
      }
      return;
    }
    String name =
        spec.name().orElseGet(() -> ChosenNames.of(table.plainName(), spec, taken(at, table)));
    Optional<Key> there = Optional.ofNullable(table.keys().get(name));
    ObjectName object = ObjectName.constraint(tableName, name);
    if (there.isPresent()) {
      if (at.isPerhaps()) {
        return;
      }
      // SQLite does not look at the names of constraints.
      if (there.get().sure() && table.sure() && at.schema().dialect() != Dialect.SQLITE) {
        at.clash(Clash.Kind.MADE_TWICE, object, operation, Optional.of(there.get().made()));
      }
      at.replaced(object, there.get(), there.get().sure());
    } else if (spec.hasIndex()
        && spec.name().isPresent()
        && !at.isPerhaps()
        && at.schema().dialect() == Dialect.POSTGRESQL) {
      RelationNames.refuseKey(at, table.prefix() + name, operation);
    }
    Key key =
        new Key(name, resolved(at, table, spec).named(name), !at.isPerhaps(), at.at(spec.line()));
    at.update(table, old -> old.with(key));
    at.schema().unmarkDropped(object);
    at.added(object, key);
    if (spec.kind() == ConstraintSpec.Kind.PRIMARY_KEY) {
      notNull(at, tableName, spec.columns());
    }
  }

  /// The table that a foreign key points at, and its columns.
  private static void need(Enactment at, ConstraintSpec.Reference to, Operation operation) {
    Table target = at.table(to.table(), operation);
    for (String column : to.columns()) {
      if (!target.isOpen() && target.kind() == 'r' && !target.columns().containsKey(column)) {
        at.missing(ObjectName.column(target.name(), column), operation);
      }
    }
  }

  /// A foreign key without named columns points at the primary key.
  private static ConstraintSpec resolved(Enactment at, Table table, ConstraintSpec spec) {
    Optional<ConstraintSpec.Reference> reference = spec.reference();
    if (reference.isEmpty() || !reference.get().columns().isEmpty()) {
      return spec;
    }
    Table target =
        reference.get().table().equals(table.name())
            ? table
            : at.schema().table(reference.get().table()).orElse(table);
    return target.keys().values().stream()
        .filter(key -> key.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY)
        .findFirst()
        .map(key ->
            spec.withReference(
                new ConstraintSpec.Reference(
                    target.name(), key.spec().columns(), reference.get().onDelete())))
        .orElse(spec);
  }

  static void notNull(Enactment at, String table, List<String> columns) {
    for (String name : columns) {
      at.schema()
          .table(table)
          .map(old -> old.columns().get(name))
          .ifPresent(column -> {
            if (!column.nullable().equals(Optional.of(false))
                && at.schema().dialect() != Dialect.SQLITE) {
              Column strict = column.withNullable(Optional.of(false));
              at.update(at.schema().table(table).orElseThrow(), old -> old.with(strict));
              at.changed(ObjectName.column(table, name), column, strict);
            }
          });
    }
  }

  static Predicate<String> taken(Enactment at, Table table) {
    return name ->
        table.keys().containsKey(name)
            || at.schema().index(table.prefix() + name).isPresent()
            || at.schema().table(table.prefix() + name).isPresent()
            || at.schema().hasKey(table.prefix(), name);
  }

  static void drop(Enactment at, Operation.DropConstraint drop) {
    if (drop.site().onlyWith().isPresent() && at.schema().table(drop.table()).isEmpty()) {
      drop.name()
          .ifPresent(name -> Unseen.droppedOfTable(at, ObjectName.constraint(drop.table(), name)));
      return;
    }
    Table table = at.table(drop.table(), drop);
    if (drop.name().isEmpty()) {
      at.clash(Clash.Kind.UNNAMED, ObjectName.table(table.name()), drop, Optional.empty());
      // Any of them may be the one that is meant to go.
      at.update(table, KeyEnactment::opened);
      return;
    }
    String name = drop.name().get();
    ObjectName object = ObjectName.constraint(table.name(), name);
    Optional<Key> there = Optional.ofNullable(table.keys().get(name));
    if (there.isEmpty()) {
      if (!drop.ifExists() && !table.isOpen() && at.schema().dialect() == Dialect.POSTGRESQL) {
        at.missing(object, drop);
      }
      if (mayHave(at, table, object)) {
        if (drop.cascade()) {
          Unseen.droppedWithMore(at, object, drop.ifExists());
        } else {
          Unseen.dropped(at, object, drop.ifExists());
        }
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
    if (!drop.cascade() && RestingKeys.isUnique(there.get().spec().kind())) {
      RestingKeys.ofUnique(at, drop, object, table, there.get().spec().columns());
    }
    remove(at, table.name(), there.get());
    if (drop.cascade()) {
      references(at, table, there.get());
    }
  }

  /// Whether a table may have a key that is not known.
  private static boolean mayHave(Enactment at, Table table, ObjectName key) {
    return Unseen.mayBe(at, key, table.isOpen() || at.schema().mayHold(key));
  }

  private static Table opened(Table table) {
    Table opened = table.opened();
    for (Key key : table.keys().values()) {
      opened = opened.with(key.opened());
    }
    return opened;
  }

  /// Foreign keys that rest on a key go with it.
  private static void references(Enactment at, Table table, Key key) {
    for (Table other : List.copyOf(at.schema().tables())) {
      for (Key each : List.copyOf(other.keys().values())) {
        boolean rests =
            each.spec()
                .reference()
                .filter(to ->
                    to.table().equals(table.name()) && to.columns().equals(key.spec().columns()))
                .isPresent();
        if (rests) {
          remove(at, other.name(), each);
        }
      }
    }
  }

  static void remove(Enactment at, String table, Key key) {
    at.schema().table(table).ifPresent(old -> at.schema().put(old.withoutKey(key.name())));
    at.removed(ObjectName.constraint(table, key.name()), key);
    at.schema().markDropped(ObjectName.constraint(table, key.name()), at.here());
  }

  static void rename(Enactment at, Operation.RenameConstraint rename) {
    Table table = at.table(rename.table(), rename);
    Optional<Key> there = Optional.ofNullable(table.keys().get(rename.name()));
    ObjectName object = ObjectName.constraint(table.name(), rename.name());
    if (there.isEmpty()) {
      if (!table.isOpen()) {
        at.missing(object, rename);
      }
      if (mayHave(at, table, object)) {
        Unseen.renamed(at, object, ObjectName.constraint(table.name(), rename.to()));
      }
      at.update(table, Table::opened);
      return;
    }
    if (at.isPerhaps()) {
      at.update(table, old -> old.with(there.get().opened()).opened());
      return;
    }
    remove(at, table.name(), there.get());
    Key renamed = there.get().named(rename.to());
    at.update(table, old -> old.with(renamed));
    at.added(ObjectName.constraint(table.name(), rename.to()), renamed);
  }

  /// Keys follow a column that is renamed, those of other tables too.
  static void follow(Enactment at, String table, String from, String to) {
    for (Table other : List.copyOf(at.schema().tables())) {
      for (Key key : other.keys().values()) {
        ConstraintSpec spec = key.spec();
        if (other.name().equals(table) && spec.allColumns().contains(from)) {
          spec =
              spec.withColumns(renamed(spec.columns(), from, to))
                  .including(renamed(spec.include(), from, to));
        }
        Optional<ConstraintSpec.Reference> reference = spec.reference();
        if (reference.isPresent()
            && reference.get().table().equals(table)
            && reference.get().columns().contains(from)) {
          spec =
              spec.withReference(
                  new ConstraintSpec.Reference(
                      table,
                      renamed(reference.get().columns(), from, to),
                      reference.get().onDelete()));
        }
        if (!spec.equals(key.spec())) {
          Key followed = key.with(spec);
          at.changed(ObjectName.constraint(other.name(), key.name()), key, followed);
          at.update(other, old -> old.with(followed));
        }
      }
    }
  }

  static List<String> renamed(List<String> columns, String from, String to) {
    return columns.stream().map(column -> column.equals(from) ? to : column).toList();
  }
}
