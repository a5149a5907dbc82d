package dev.retort.schema;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an operation on a table does to its partitions and to the tables that inherit from it.
/// Taken before the operation, followed when it is done.
final class ChildEnactment {
  private final Enactment at;
  private final Operation operation;
  private final String name;
  private final Optional<Table> before;
  private final boolean indexed;
  private final boolean unseen;
  private final List<String> attached;

  private ChildEnactment(Enactment at, Operation operation, String name) {
    this.at = at;
    this.operation = operation;
    this.name = name;
    this.before = at.schema().table(name);
    this.attached =
        operation instanceof Operation.DropIndex drop
            ? drop.name().map(at.schema().hierarchies()::attachedTo).orElse(List.of())
            : List.of();
    this.unseen = at.schema().hierarchies().hasUnseen(name);
    this.indexed =
        operation instanceof Operation.CreateIndex create
            && create
                .index()
                .name()
                .filter(each -> at.schema().index(each).isPresent())
                .isPresent();
  }

  /// Empty where the operation is about no table that has any.
  static Optional<ChildEnactment> of(Enactment at, Operation operation) {
    Hierarchies hierarchies = at.schema().hierarchies();
    if (hierarchies.isEmpty()) {
      return Optional.empty();
    }
    return changed(at, operation)
        .filter(table ->
            !hierarchies.partitionsOf(table).isEmpty()
                || !hierarchies.heirsOf(table).isEmpty()
                || hierarchies.hasUnseen(table))
        .map(table -> new ChildEnactment(at, operation, table));
  }

  private static Optional<String> changed(Enactment at, Operation operation) {
    return switch (operation) {
      case Operation.DropIndex drop ->
          drop.name().flatMap(at.schema()::indexTable).map(Table::name);
      case Operation.RenameConstraint rename -> Optional.of(rename.table());
      default -> operation.changedTable();
    };
  }

  private List<String> partitions() {
    return at.schema().hierarchies().partitionsOf(name);
  }

  private List<String> heirs() {
    return at.schema().hierarchies().heirsOf(name);
  }

  private List<String> children() {
    return Stream.concat(partitions().stream(), heirs().stream()).toList();
  }

  private boolean alone() {
    return operation.site().alone();
  }

  void follow() {
    if (unseen && comesDown()) {
      at.untold(ObjectName.table(name), Gap.AboutObject.PARTITIONS);
    }
    if (before.isEmpty()) {
      children().forEach(at::doubtAll);
      return;
    }
    switch (operation) {
      case Operation.AddColumn add -> add(add);
      case Operation.DropColumn drop -> drop(drop);
      case Operation.RenameColumn rename ->
          children()
              .forEach(child ->
                  at.enact(
                      new Operation.RenameColumn(
                          rename.site(), child, rename.column(), rename.to())));
      case Operation.AlterColumn alter -> alter(alter);
      case Operation.CreateConstraint create -> create(create);
      case Operation.DropConstraint drop -> drop(drop);
      case Operation.RenameConstraint rename -> rename(rename);
      case Operation.CreateIndex create -> create(create);
      case Operation.DropIndex drop -> drop(drop);
      default -> {}
    }
  }

  /// Whether the operation does something to partitions as well.
  private boolean comesDown() {
    return switch (operation) {
      case Operation.DropTable _ -> true;
      case Operation.AddColumn _,
          Operation.DropColumn _,
          Operation.RenameColumn _,
          Operation.AlterColumn _,
          Operation.CreateConstraint _,
          Operation.DropConstraint _,
          Operation.RenameConstraint _,
          Operation.CreateIndex _,
          Operation.DropIndex _ ->
          !alone();
      default -> false;
    };
  }

  private Optional<Column> columnBefore(String column) {
    return before.map(table -> table.columns().get(column));
  }

  private void add(Operation.AddColumn add) {
    Optional<Column> had = columnBefore(add.column().name());
    Optional<Column> now =
        at.schema().table(name).map(table -> table.columns().get(add.column().name()));
    if (had.isPresent() || now.isEmpty()) {
      if (had.filter(Column::sure).isEmpty()) {
        children().forEach(child -> CopiedObjects.open(at, child));
      }
      return;
    }
    for (String child : children()) {
      Table table = at.schema().table(child).orElseThrow();
      Optional<Column> there = Optional.ofNullable(table.columns().get(add.column().name()));
      if (there.isPresent()) {
        // It is the child's own from now on and the parent's as well.
        at.schema().hierarchies().markOwn(ObjectName.column(child, there.get().name()));
        at.update(table, old -> old.with(there.get().opened()));
      } else if (table.isOpen() || !now.get().sure()) {
        at.enact(new Operation.AddColumn(add.site(), child, ChildColumns.spec(add.column()), true));
      } else {
        at.enact(
            new Operation.AddColumn(add.site(), child, ChildColumns.spec(add.column()), false));
      }
    }
  }

  private void drop(Operation.DropColumn drop) {
    Hierarchies hierarchies = at.schema().hierarchies();
    for (String child : children()) {
      ObjectName column = ObjectName.column(child, drop.column());
      boolean stays = alone() || hierarchies.isOwn(column);
      if (alone()) {
        hierarchies.markOwn(column);
      } else if (hierarchies.hasSeveralParents(child)
          || (stays && !hierarchies.isPartition(child))) {
        doubtColumn(child, drop.column());
      } else {
        at.enact(new Operation.DropColumn(drop.site(), child, drop.column(), true, drop.cascade()));
      }
    }
  }

  /// A column is left open, with all that would go with it, below the table too.
  private void doubtColumn(String table, String column) {
    Table owner = at.schema().table(table).orElseThrow();
    at.schema().doubt(ObjectName.column(table, column));
    for (Key key : owner.keys().values()) {
      if (key.spec().allColumns().contains(column)
          || key.spec().kind() == ConstraintSpec.Kind.CHECK) {
        at.schema().doubt(ObjectName.constraint(table, key.name()));
      }
    }
    IndexEnactment.doubtOver(at, owner, column);
    at.schema().hierarchies().heirsOf(table).forEach(child -> doubtColumn(child, column));
  }

  /// Leaves those over a column open that are called as the database would call them.
  private void doubtIndexes(String table, String column) {
    Table owner = at.schema().table(table).orElseThrow();
    for (Index index : owner.indexes().values()) {
      boolean mayBeChosen =
          ChosenNames.ofIndex(owner, index.spec(), _ -> false)
              .map(name -> index.name().startsWith(owner.prefix() + name))
              .orElse(true);
      if (mayBeChosen && IndexEnactment.mayBeOver(index.spec(), column)) {
        at.schema().doubt(ObjectName.index(index.name()));
      }
    }
    at.schema().hierarchies().partitionsOf(table).forEach(child -> doubtIndexes(child, column));
  }

  private void alter(Operation.AlterColumn alter) {
    if (alone()) {
      return;
    }
    if (alter.type().isPresent() && at.schema().hierarchies().isApart(name)) {
      // The database makes the table's indexes anew, and now on its partitions too, where those
      // that are made anew as well may then be called otherwise.
      partitions()
          .forEach(child -> {
            CopiedObjects.open(at, child);
            doubtIndexes(child, alter.column());
          });
    }
    if (alter.type().isPresent()) {
      partitions().forEach(child -> PartitionKeys.rebuild(at, name, child, alter.column()));
    }
    boolean loosens = alter.nullable().equals(Optional.of(true));
    for (String child : children()) {
      Optional<ColumnDefault> value = alter.value().map(ChildColumns::value);
      at.enact(
          new Operation.AlterColumn(
              alter.site(),
              child,
              alter.column(),
              alter.type(),
              alter.nullable(),
              value,
              alter.using()));
      ObjectName column = ObjectName.column(child, alter.column());
      if (loosens && at.schema().hierarchies().isOwn(column)) {
        // Since PostgreSQL 18 it keeps a NOT NULL of its own.
        at.schema()
            .table(child)
            .map(table -> table.columns().get(alter.column()))
            .ifPresent(each ->
                at.update(
                    at.schema().table(child).orElseThrow(),
                    old -> old.with(each.withNullable(Optional.empty()))));
      }
    }
  }

  private void create(Operation.CreateConstraint create) {
    Optional<Key> made =
        at.schema()
            .table(name)
            .flatMap(table ->
                table.keys().values().stream()
                    .filter(
                        key -> before.map(old -> !old.keys().containsKey(key.name())).orElse(true))
                    .findFirst());
    if (create.constraint().kind() == ConstraintSpec.Kind.CHECK) {
      heirs().forEach(child -> CopiedObjects.open(at, child));
    }
    if (create.constraint().kind() == ConstraintSpec.Kind.PRIMARY_KEY) {
      heirs().forEach(child -> primaryKey(child, create.constraint().columns()));
    }
    if (alone() || made.isEmpty()) {
      at.schema().hierarchies().markApart(name);
      if (made.isEmpty()) {
        partitions().forEach(child -> CopiedObjects.open(at, child));
      }
      if (create.constraint().kind() == ConstraintSpec.Kind.PRIMARY_KEY) {
        partitions().forEach(child -> primaryKey(child, create.constraint().columns()));
      }
      return;
    }
    partitions()
        .forEach(child ->
            PartitionKeys.add(at, before.orElseThrow(), child, made.get(), create.site().line()));
  }

  private void primaryKey(String child, List<String> columns) {
    if (alone() || at.isPerhaps()) {
      at.doubtAll(child);
    } else {
      PartitionKeys.notNull(at, child, columns);
    }
  }

  private void drop(Operation.DropConstraint drop) {
    Optional<Key> gone = drop.name().flatMap(each -> before.map(table -> table.keys().get(each)));
    if (gone.isEmpty()) {
      if (!drop.ifExists() || before.map(Table::isOpen).orElse(true)) {
        children().forEach(at::doubtAll);
      }
      return;
    }
    if (gone.get().spec().kind() == ConstraintSpec.Kind.CHECK) {
      heirs().forEach(child -> doubtKey(child, gone.get().name()));
    }
    partitions()
        .forEach(child -> PartitionKeys.drop(at, before.orElseThrow(), child, gone.get(), drop));
  }

  private void doubtKey(String child, String key) {
    at.schema().doubt(ObjectName.constraint(child, key));
  }

  private void rename(Operation.RenameConstraint rename) {
    Optional<Key> key = before.map(table -> table.keys().get(rename.name()));
    if (key.isEmpty()) {
      children().forEach(at::doubtAll);
    } else if (key.get().spec().kind() == ConstraintSpec.Kind.CHECK) {
      for (String child : children()) {
        if (at.schema()
            .table(child)
            .filter(each -> each.keys().containsKey(rename.name()))
            .isPresent()) {
          at.enact(
              new Operation.RenameConstraint(rename.site(), child, rename.name(), rename.to()));
        } else {
          CopiedObjects.open(at, child);
        }
      }
    }
  }

  private void create(Operation.CreateIndex create) {
    if (alone()) {
      at.schema().hierarchies().markApart(name);
      return;
    }
    if (indexed && create.ifNotExists()) {
      return;
    }
    Optional<Index> made =
        at.schema()
            .table(name)
            .flatMap(table ->
                table.indexes().values().stream()
                    .filter(index ->
                        before.map(old -> !old.indexes().containsKey(index.name())).orElse(true))
                    .findFirst());
    for (String child : partitions()) {
      if (made.filter(Index::sure).isEmpty()) {
        CopiedObjects.open(at, child);
      } else {
        PartitionKeys.add(at, before.orElseThrow(), child, made.get(), create.site().line());
      }
    }
  }

  private void drop(Operation.DropIndex drop) {
    Optional<Index> gone =
        drop.name().flatMap(each -> before.map(table -> table.indexes().get(each)));
    if (gone.isEmpty()) {
      return;
    }
    for (String child : partitions()) {
      Optional<String> own =
          attached.stream()
              .filter(each ->
                  at.schema()
                      .indexTable(each)
                      .filter(table -> table.name().equals(child))
                      .isPresent())
              .findFirst();
      if (own.isPresent() && !at.isPerhaps()) {
        at.enact(
            new Operation.DropIndex(
                drop.site(), own, Optional.of(child), true, false, drop.cascade()));
      } else {
        PartitionKeys.drop(at, before.orElseThrow(), child, gone.get(), drop);
      }
    }
  }
}
