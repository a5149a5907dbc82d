package dev.retort.schema;

import java.util.List;
import java.util.Optional;

/// What happens to a schema when indexes are made, dropped and renamed.
final class IndexEnactment {
  private IndexEnactment() {}

  static void create(Enactment at, Operation.CreateIndex create) {
    IndexSpec spec = create.index();
    Table table = at.table(spec.table(), create);
    for (String column : spec.columns()) {
      if (isPlain(column)
          && !table.isOpen()
          && table.kind() == 'r'
          && !table.columns().containsKey(column)) {
        at.missing(ObjectName.column(table.name(), column), create);
      }
    }
    if (spec.name().isEmpty() && at.schema().hasUnnamed(table.name())) {
      at.update(table, Table::opened);
      return;
    }
    Optional<String> chosen =
        spec.name()
            .or(() ->
                ChosenNames.ofIndex(
                        table,
                        spec,
                        each -> RelationNames.isTaken(at.schema(), table.prefix() + each))
                    .map(each -> table.prefix() + each));
    if (chosen.isEmpty()) {
      CopiedObjects.open(at, table.name());
      return;
    }
    String name = chosen.get();
    Optional<Index> there = at.schema().index(name);
    ObjectName object = ObjectName.index(name);
    if (there.isPresent()) {
      if (create.ifNotExists() || at.isPerhaps()) {
        return;
      }
      if (there.get().sure()) {
        at.clash(Clash.Kind.MADE_TWICE, object, create, Optional.of(there.get().made()));
      }
      at.schema().indexTable(name).ifPresent(old -> replace(at, old.name(), there.get()));
    }
    boolean held =
        at.schema().dialect() == Dialect.POSTGRESQL
            && RelationNames.besidesIndexes(at.schema(), name);
    Optional<Entity> holder = held ? RelationNames.surely(at, name) : Optional.empty();
    if (holder.isPresent()) {
      // Nothing is made, or the database refuses it.
      if (!create.ifNotExists()) {
        RelationNames.refuse(at, name, create, holder.get());
      }
      return;
    }
    boolean mayBeThere = held || at.schema().mayHold(object);
    boolean sure = !at.isPerhaps() && !(create.ifNotExists() && mayBeThere);
    Index index = new Index(name, printed(at, table, spec.named(name)), sure, at.at(spec.line()));
    at.update(table, old -> old.with(index));
    at.schema().unmarkDropped(object);
    at.added(object, index);
  }

  /// Whether a column may be in an index: nobody looks into expressions and conditions here.
  static boolean mayBeOver(IndexSpec index, String column) {
    return index.where().isPresent()
        || index.allColumns().stream().anyMatch(each -> !isPlain(each) || each.equals(column));
  }

  static boolean isPlain(String column) {
    return column.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
  }

  private static IndexSpec printed(Enactment at, Table table, IndexSpec spec) {
    return at.schema().dialect() == Dialect.POSTGRESQL
        ? spec.withColumns(
            spec.columns().stream()
                .map(each ->
                    isPlain(each) || table.columns().containsKey(each)
                        ? each
                        : IndexExpression.printed(each, table.columns()))
                .toList())
        : spec;
  }

  static void drop(Enactment at, Operation.DropIndex drop) {
    if (drop.name().isEmpty()) {
      at.clash(
          Clash.Kind.UNNAMED, ObjectName.index(drop.table().orElse("?")), drop, Optional.empty());
      return;
    }
    String name = drop.name().get();
    ObjectName object = ObjectName.index(name);
    Optional<Index> there = at.schema().index(name);
    if (there.isEmpty()) {
      absent(at, drop, name, object);
      return;
    }
    String table = at.schema().indexTable(name).orElseThrow().name();
    if (at.isPerhaps()) {
      at.update(at.schema().table(table).orElseThrow(), old -> old.with(there.get().opened()));
      return;
    }
    IndexSpec spec = there.get().spec();
    if (spec.unique() && spec.where().isEmpty() && !drop.cascade()) {
      RestingKeys.ofUnique(
          at, drop, object, at.schema().table(table).orElseThrow(), spec.columns());
    }
    remove(at, table, there.get());
  }

  private static void absent(
      Enactment at, Operation.DropIndex drop, String name, ObjectName object) {
    if (drop.ifExists()) {
      if (mayBe(at, object)) {
        Unseen.dropped(at, object, true);
      }
      return;
    }
    String plain = name.substring(name.lastIndexOf('.') + 1);
    Optional<Key> owner =
        at.schema().tables().stream()
            .filter(table -> name.equals(table.prefix() + plain))
            .flatMap(table -> Optional.ofNullable(table.keys().get(plain)).stream())
            .filter(key ->
                key.spec().kind() == ConstraintSpec.Kind.UNIQUE
                    || key.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY)
            .findFirst();
    if (owner.isPresent() && owner.get().sure()) {
      at.clash(Clash.Kind.IN_USE, object, drop, Optional.of(owner.get().made()));
      return;
    }
    boolean anywhereOpen =
        at.schema().tables().stream()
            .anyMatch(table ->
                table.isOpen()
                    && (drop.table().isEmpty()
                        || drop.table().get().equals(table.name())
                        || table.kind() != 'r'));
    Optional<Table> named = drop.table().flatMap(at.schema()::table);
    if (!anywhereOpen && (drop.table().isEmpty() || named.isPresent())) {
      at.missing(object, drop);
    } else if (drop.table().isPresent() && named.isEmpty()) {
      at.table(drop.table().get(), drop);
    }
    if (mayBe(at, object)) {
      Unseen.dropped(at, object, false);
    }
    if (!at.isPerhaps()) {
      at.schema().markDropped(object, at.here());
    }
  }

  /// Whether an index that is not known may be there.
  private static boolean mayBe(Enactment at, ObjectName index) {
    return Unseen.mayBe(
        at,
        index,
        at.schema().mayHold(index) || at.schema().tables().stream().anyMatch(Table::isOpen));
  }

  /// Leaves those open that a column may be in.
  static void doubtOver(Enactment at, Table table, String column) {
    for (Index index : table.indexes().values()) {
      if (mayBeOver(index.spec(), column)) {
        at.schema().doubt(ObjectName.index(index.name()));
      }
    }
  }

  static void remove(Enactment at, String table, Index index) {
    at.schema().table(table).ifPresent(old -> at.schema().put(old.withoutIndex(index.name())));
    at.schema().forgetIndex(index.name(), at.here());
    at.removed(ObjectName.index(index.name()), index);
  }

  /// Makes room for another one of its name. One that may not have been there is not dropped.
  private static void replace(Enactment at, String table, Index index) {
    if (index.sure() && at.schema().isCertain(index.made())) {
      remove(at, table, index);
    } else {
      at.schema().table(table).ifPresent(old -> at.schema().put(old.withoutIndex(index.name())));
    }
  }

  static void attach(Enactment at, Operation.AttachIndex attach) {
    boolean known =
        at.schema().index(attach.name()).isPresent()
            && at.schema().index(attach.partition()).isPresent();
    if (known && !at.isPerhaps()) {
      at.schema().hierarchies().attach(attach.partition(), attach.name());
    }
  }

  static void rename(Enactment at, Operation.RenameIndex rename) {
    Optional<Index> there = at.schema().index(rename.name());
    if (there.isEmpty()) {
      keyOrMissing(at, rename);
      return;
    }
    Table table = at.schema().indexTable(rename.name()).orElseThrow();
    if (at.isPerhaps()) {
      at.update(table, old -> old.with(there.get().opened()).opened());
      return;
    }
    at.schema().hierarchies().moveIndex(rename.name(), rename.to());
    remove(at, table.name(), there.get());
    Index renamed = there.get().named(rename.to());
    at.update(table, old -> old.with(renamed));
    at.added(ObjectName.index(rename.to()), renamed);
  }

  /// `ALTER INDEX` renames a key's index, and the key with it.
  private static void keyOrMissing(Enactment at, Operation.RenameIndex rename) {
    String plain = rename.name().substring(rename.name().lastIndexOf('.') + 1);
    String to = rename.to().substring(rename.to().lastIndexOf('.') + 1);
    for (Table table : List.copyOf(at.schema().tables())) {
      if (table.keys().containsKey(plain) && rename.name().equals(table.prefix() + plain)) {
        KeyEnactment.rename(
            at, new Operation.RenameConstraint(rename.site(), table.name(), plain, to));
        return;
      }
    }
    boolean anywhereOpen = at.schema().tables().stream().anyMatch(Table::isOpen);
    if (!rename.ifExists() && !anywhereOpen) {
      at.missing(ObjectName.index(rename.name()), rename);
    }
    ObjectName from = ObjectName.index(rename.name());
    if (!rename.ifExists() && mayBe(at, from)) {
      Unseen.renamed(at, from, ObjectName.index(rename.to()));
    }
    at.schema().openName(ObjectName.index(rename.to()));
  }

  /// Indexes follow a column that is renamed.
  static void follow(Enactment at, String table, String from, String to) {
    Table owner = at.schema().table(table).orElseThrow();
    for (Index index : owner.indexes().values()) {
      List<String> columns =
          index.spec().columns().stream()
              .map(each ->
                  each.equals(from)
                      ? to
                      : isPlain(each) ? each : IndexExpression.renaming(each, from, to))
              .toList();
      List<String> include = KeyEnactment.renamed(index.spec().include(), from, to);
      if (!columns.equals(index.spec().columns()) || !include.equals(index.spec().include())) {
        Index followed = index.with(index.spec().withColumns(columns).including(include));
        at.changed(ObjectName.index(index.name()), index, followed);
        at.update(owner, old -> old.with(followed));
      }
    }
  }
}
