package dev.retort.schema;

/// What happens to a schema when tables become partitions of others, or inherit from them, and stop
/// to.
final class PartitionEnactment {
  private PartitionEnactment() {}

  /// Puts into a new partition what its table has, and follows it from now on.
  static void create(Enactment at, Operation.CreateTable create, String whole) {
    String partition = create.table();
    Table table = at.table(whole, create);
    int line = create.site().line();
    at.schema().hierarchies().putPartition(partition, whole);
    ChildColumns.put(at, table, partition, create.whole(), line);
    if (create.whole() && CopiedObjects.isKnown(at, table)) {
      PartitionKeys.addAll(at, table, partition, line);
    } else {
      CopiedObjects.open(at, partition);
    }
  }

  /// Puts the columns of a parent into a new table, and follows it from now on.
  static void inherit(Enactment at, Operation.CreateTable create, String parent) {
    String child = create.table();
    Table table = at.table(parent, create);
    at.schema().hierarchies().putChild(child, parent);
    int line = create.site().line();
    for (Column column : table.columns().values()) {
      Column there = at.schema().table(child).orElseThrow().columns().get(column.name());
      if (there == null) {
        ColumnSpec spec =
            new ColumnSpec(
                column.name(),
                column.type(),
                column.nullable(),
                ChildColumns.value(column.value()),
                line);
        ColumnEnactment.put(at, child, spec, !at.isPerhaps() && CopiedObjects.isKnown(at, column));
      } else {
        // Two parents have it, and each may say something else of it.
        at.schema().doubt(ObjectName.column(child, column.name()));
      }
    }
    // A check that says NO INHERIT stays with its table.
    boolean checked =
        table.keys().values().stream()
            .anyMatch(key -> key.spec().kind() == ConstraintSpec.Kind.CHECK);
    if (checked || !CopiedObjects.isKnown(at, table)) {
      CopiedObjects.open(at, child);
    }
  }

  static void alter(Enactment at, Operation.AlterParent alter) {
    if (alter.isOfUnknown()) {
      at.table(alter.parent(), alter);
      at.schema().hierarchies().markUnseen(alter.parent());
      return;
    }
    Table child = at.table(alter.table(), alter);
    Table parent = at.table(alter.parent(), alter);
    if (at.isPerhaps()) {
      // Whether what happens to the parent comes to it is not known from here.
      at.doubtAll(child.name());
      return;
    }
    if (alter.attaches()) {
      attach(at, child, parent, alter);
    } else {
      detach(at, child, parent, alter);
    }
    if (!alter.whole()) {
      CopiedObjects.open(at, child.name());
    }
  }

  private static void attach(Enactment at, Table child, Table parent, Operation.AlterParent alter) {
    Hierarchies hierarchies = at.schema().hierarchies();
    child
        .columns()
        .keySet()
        .forEach(column -> hierarchies.markOwn(ObjectName.column(child.name(), column)));
    child
        .keys()
        .keySet()
        .forEach(key -> hierarchies.markOwn(ObjectName.constraint(child.name(), key)));
    if (!alter.partition()) {
      hierarchies.putChild(child.name(), parent.name());
      return;
    }
    hierarchies.putPartition(child.name(), parent.name());
    if (CopiedObjects.isKnown(at, parent)) {
      PartitionKeys.addAll(at, parent, child.name(), alter.site().line());
    } else {
      CopiedObjects.open(at, child.name());
    }
  }

  /// It keeps all that it has; only what an identity is depends on the version.
  private static void detach(Enactment at, Table child, Table parent, Operation.AlterParent alter) {
    if (!alter.partition()) {
      at.schema().hierarchies().removeChild(child.name(), parent.name());
      return;
    }
    at.schema().hierarchies().removePartition(child.name());
    for (Column column : child.columns().values()) {
      if (column.value() instanceof ColumnDefault.Generated) {
        at.update(child, old -> old.with(column.withValue(ColumnDefault.UNKNOWN)));
      }
    }
  }
}
