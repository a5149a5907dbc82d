package dev.retort.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What happens to a schema when tables are made, dropped and renamed.
final class TableEnactment {
  private TableEnactment() {}

  static void create(Enactment at, Operation.CreateTable create) {
    Schema schema = at.schema();
    ObjectName object = ObjectName.table(create.table());
    Optional<Table> there = schema.table(create.table());
    if (there.isPresent()) {
      Table old = there.get();
      if (create.ifNotExists()) {
        if (!old.sure() && !at.isPerhaps()) {
          // One of the two made it; which columns it has depends on which.
          complete(at, old, create);
        }
        return;
      }
      if (at.isPerhaps()) {
        schema.put(old.opened());
        return;
      }
      if (old.sure() && !old.foreign()) {
        at.clash(Clash.Kind.MADE_TWICE, object, create, Optional.of(old.made()));
      }
      // One that was used before anything made it was never there.
      at.replaced(object, old, old.sure() && !old.foreign());
      schema.remove(old, at.here());
    }
    boolean unknown = schema.mayHold(object) && create.ifNotExists();
    Table table =
        Table.empty(
            create.table(),
            'r',
            !at.isPerhaps() && !unknown,
            create.whole() && !at.isPerhaps() && !unknown,
            at.here());
    schema.put(table);
    at.added(object, table);
    fill(at, table.name(), create);
  }

  private static void complete(Enactment at, Table old, Operation.CreateTable create) {
    for (ColumnSpec column : create.columns()) {
      if (!old.columns().containsKey(column.name())) {
        ColumnEnactment.put(at, old.name(), column, false);
      }
    }
    at.update(
        old,
        table ->
            new Table(
                table.name(),
                table.kind(),
                table.columns(),
                table.keys(),
                table.indexes(),
                true,
                false,
                table.foreign(),
                table.made()));
  }

  private static void fill(Enactment at, String name, Operation.CreateTable create) {
    List<TableSources.LikeClause> likes = create.sources().likes();
    create.sources().parents().forEach(each -> PartitionEnactment.inherit(at, create, each));
    create.sources().partitionOf().ifPresent(whole -> PartitionEnactment.create(at, create, whole));
    for (int i = 0; i <= create.columns().size(); i++) {
      for (TableSources.LikeClause like : likes) {
        if (like.position() == i) {
          LikeEnactment.columns(at, name, like, create);
        }
      }
      if (i < create.columns().size()) {
        column(at, name, create.columns().get(i));
      }
    }
    create.sources().query().ifPresent(each -> QueryEnactment.columns(at, name, each, create));
    for (ConstraintSpec constraint : folded(at.schema().dialect(), create.constraints())) {
      constraint(at, name, constraint, create);
    }
    likes.forEach(like -> LikeEnactment.keys(at, name, like));
  }

  /// One that a parent has too is the same column.
  private static void column(Enactment at, String name, ColumnSpec spec) {
    Optional<Column> there = at.schema().table(name).map(table -> table.columns().get(spec.name()));
    if (there.isPresent()) {
      ChildColumns.merge(at, there.get(), name, spec);
    } else {
      ColumnEnactment.put(at, name, spec, !at.isPerhaps());
    }
  }

  private static void constraint(
      Enactment at, String name, ConstraintSpec constraint, Operation.CreateTable create) {
    if (create.sources().isEmpty() || constraint.kind() != ConstraintSpec.Kind.CHECK) {
      KeyEnactment.put(at, name, constraint, create);
      return;
    }
    Table table = at.schema().table(name).orElseThrow();
    if (constraint.name().isPresent() || !table.isOpen()) {
      // Which of the words in it are columns only their table tells.
      List<String> columns =
          constraint.columns().stream().filter(table.columns()::containsKey).toList();
      KeyEnactment.put(at, name, constraint.withColumns(columns), create);
    }
  }

  /// PostgreSQL makes one index of keys over the same columns of one `CREATE TABLE`: a UNIQUE gives
  /// way to the primary key, and a second one to the first.
  private static List<ConstraintSpec> folded(Dialect dialect, List<ConstraintSpec> constraints) {
    if (dialect != Dialect.POSTGRESQL) {
      return constraints;
    }
    List<ConstraintSpec> kept = new ArrayList<>();
    // The primary key comes first, whatever the order was; then indexes, then the rest.
    for (ConstraintSpec.Kind kind : ConstraintSpec.Kind.values()) {
      for (ConstraintSpec constraint : constraints) {
        if (constraint.kind() == kind) {
          fold(kept, constraint);
        }
      }
    }
    return kept;
  }

  private static void fold(List<ConstraintSpec> kept, ConstraintSpec constraint) {
    if (constraint.kind() == ConstraintSpec.Kind.UNIQUE) {
      for (int i = 0; i < kept.size(); i++) {
        ConstraintSpec prior = kept.get(i);
        boolean same =
            (prior.kind() == ConstraintSpec.Kind.UNIQUE
                    || prior.kind() == ConstraintSpec.Kind.PRIMARY_KEY)
                && prior.allColumns().equals(constraint.allColumns());
        if (same) {
          if (prior.name().isEmpty() && constraint.name().isPresent()) {
            kept.set(i, prior.named(constraint.name().get()));
          }
          return;
        }
      }
    }
    kept.add(constraint);
  }

  /// A table that may be gone, and its partitions with it.
  private static void doubt(Schema schema, Table table) {
    schema.put(table.doubted());
    for (String each : schema.hierarchies().partitionsOf(table.name())) {
      schema.table(each).ifPresent(partition -> doubt(schema, partition));
    }
  }

  /// Foreign keys of others, heirs and views may go with it.
  private static void doubtDependents(Enactment at, Table table) {
    Schema schema = at.schema();
    for (Table other : List.copyOf(schema.tables())) {
      for (Key key : other.keys().values()) {
        if (key.spec().refersTo(table.name())) {
          schema.doubt(ObjectName.constraint(other.name(), key.name()));
        }
      }
    }
    for (String heir : schema.hierarchies().heirsOf(table.name())) {
      schema
          .table(heir)
          .ifPresent(each -> {
            doubt(schema, each);
            doubtDependents(at, each);
          });
    }
    at.doubtViewsOf(table.name());
  }

  static void drop(Enactment at, Operation.DropTable drop) {
    Schema schema = at.schema();
    ObjectName object = ObjectName.table(drop.table());
    Optional<Table> there = schema.table(drop.table());
    if (there.isEmpty()) {
      dropUnseen(at, drop);
      return;
    }
    Table table = there.get();
    if (at.isPerhaps()) {
      doubt(schema, table);
      if (drop.cascade()) {
        doubtDependents(at, table);
      }
      return;
    }
    if (table.kind() == 'r' && (table.isOpen() || hasUnsure(table))) {
      at.untold(object, Gap.AboutObject.GOES_WITH);
    }
    references(at, table, drop);
    if (drop.cascade()) {
      at.dropViewsOf(table.name());
    }
    List<String> below = new ArrayList<>(schema.hierarchies().partitionsOf(table.name()));
    if (drop.cascade()) {
      below.addAll(schema.hierarchies().heirsOf(table.name()));
    }
    remove(at, table);
    for (String each : below) {
      if (schema.table(each).isPresent()) {
        drop(at, new Operation.DropTable(drop.site(), each, true, true));
      }
    }
    schema.markDropped(object, at.here());
  }

  private static void dropUnseen(Enactment at, Operation.DropTable drop) {
    Schema schema = at.schema();
    ObjectName object = ObjectName.table(drop.table());
    boolean before = schema.mayHold(object);
    if (!drop.ifExists()) {
      Table ignored = at.table(drop.table(), drop);
      if (!at.isPerhaps()) {
        schema.remove(ignored, at.here());
      }
    }
    if (before || schema.mayHold(object)) {
      Unseen.droppedWithMore(at, object, drop.ifExists());
    }
  }

  /// Foreign keys of others stand in the way, or go with it.
  private static void references(Enactment at, Table table, Operation.DropTable drop) {
    for (Table other : List.copyOf(at.schema().tables())) {
      if (other.name().equals(table.name())) {
        continue;
      }
      for (Key key : List.copyOf(other.keys().values())) {
        if (!key.spec().refersTo(table.name())) {
          continue;
        }
        if (drop.cascade()) {
          KeyEnactment.remove(at, other.name(), key);
        } else if (at.schema().dialect() == Dialect.POSTGRESQL
            && key.sure()
            && other.sure()
            && (table.sure() || !drop.ifExists())) {
          at.clash(
              Clash.Kind.IN_USE, ObjectName.table(table.name()), drop, Optional.of(key.made()));
        }
      }
    }
  }

  private static boolean hasUnsure(Table table) {
    return Stream.of(table.columns(), table.keys(), table.indexes())
        .flatMap(each -> each.values().stream())
        .anyMatch(each -> !each.sure());
  }

  /// Takes a table away with everything that goes with it, and says so.
  static void remove(Enactment at, Table table) {
    for (Index index : table.indexes().values()) {
      at.removedWithTable(ObjectName.index(index.name()), index);
    }
    for (Key key : table.keys().values()) {
      at.removedWithTable(ObjectName.constraint(table.name(), key.name()), key);
    }
    for (Column column : table.columns().values()) {
      at.removedWithTable(ObjectName.column(table.name(), column.name()), column);
    }
    at.removed(ObjectName.table(table.name()), table);
    at.schema().remove(table, at.here());
  }

  static void rename(Enactment at, Operation.RenameTable rename) {
    Schema schema = at.schema();
    if (rename.ifExists() && schema.table(rename.table()).isEmpty()) {
      return;
    }
    boolean unseen = schema.table(rename.table()).map(Table::foreign).orElse(true);
    Table table = at.table(rename.table(), rename);
    Optional<Table> target = schema.table(rename.to());
    if (target.isPresent() && target.get().sure() && !target.get().foreign()) {
      at.clash(
          Clash.Kind.MADE_TWICE,
          ObjectName.table(rename.to()),
          rename,
          Optional.of(target.get().made()));
    }
    if (at.isPerhaps()) {
      schema.put(table.doubted());
      schema.openName(ObjectName.table(rename.to()));
      return;
    }
    schema.move(rename.table(), rename.to());
    remove(at, table);
    schema.markDropped(ObjectName.table(rename.table()), at.here());
    put(at, moved(table, rename.to()));
    follow(at, rename.table(), rename.to());
    if (unseen) {
      at.untold(ObjectName.table(rename.table()), Gap.AboutObject.WAS);
    }
  }

  private static Table moved(Table table, String to) {
    Table moved = table.named(to);
    String prefix = moved.prefix();
    for (Index index : table.indexes().values()) {
      moved = moved.withoutIndex(index.name());
      String plain = index.name().substring(index.name().lastIndexOf('.') + 1);
      moved = moved.with(index.named(prefix + plain).with(index.spec().on(to)));
    }
    return moved;
  }

  private static void put(Enactment at, Table table) {
    at.schema().put(table);
    at.added(ObjectName.table(table.name()), table);
    table
        .columns()
        .values()
        .forEach(column -> at.added(ObjectName.column(table.name(), column.name()), column));
    table
        .keys()
        .values()
        .forEach(key -> at.added(ObjectName.constraint(table.name(), key.name()), key));
    table.indexes().values().forEach(index -> at.added(ObjectName.index(index.name()), index));
  }

  /// Foreign keys follow the table that they point at.
  private static void follow(Enactment at, String from, String to) {
    for (Table other : List.copyOf(at.schema().tables())) {
      for (Key key : other.keys().values()) {
        key.spec()
            .reference()
            .filter(target -> target.table().equals(from))
            .ifPresent(target -> {
              Key moved =
                  key.with(
                      key.spec()
                          .withReference(
                              new ConstraintSpec.Reference(
                                  to, target.columns(), target.onDelete())));
              at.changed(ObjectName.constraint(other.name(), key.name()), key, moved);
              at.update(other, table -> table.with(moved));
            });
      }
    }
  }
}
