package dev.retort.schema;

import java.util.Optional;

/// The columns that a new partition, or a table that inherits, has from its parent.
final class ChildColumns {
  private ChildColumns() {}

  /// A default as a child has it: the parent's sequence is not its own, and whether it is an
  /// identity too depends on the version.
  static ColumnDefault value(ColumnDefault value) {
    return value instanceof ColumnDefault.Generated ? ColumnDefault.UNKNOWN : value;
  }

  static ColumnSpec spec(ColumnSpec spec) {
    return new ColumnSpec(
        spec.name(), spec.type(), spec.nullable(), value(spec.value()), spec.line());
  }

  /// Makes a column that a parent has the table's own as well: its type is the same, and it is not
  /// null where either says so.
  static void merge(Enactment at, Column before, String table, ColumnSpec spec) {
    Column after = before;
    if (!before.nullable().equals(Optional.of(false))) {
      after = after.withNullable(spec.nullable());
    }
    if (!(spec.value() instanceof ColumnDefault.None)) {
      after = after.withValue(spec.value());
    }
    Column merged = before.type().equals(spec.type()) ? after : after.opened();
    at.update(at.schema().table(table).orElseThrow(), old -> old.with(merged));
    at.changed(ObjectName.column(table, spec.name()), before, merged);
    at.schema().hierarchies().markOwn(ObjectName.column(table, spec.name()));
  }

  /// Puts the columns of a partitioned table into a new partition.
  ///
  /// @param plain whether the partition says nothing more about them
  static void put(Enactment at, Table whole, String partition, boolean plain, int line) {
    for (Column column : whole.columns().values()) {
      boolean strict = column.nullable().equals(Optional.of(false));
      ColumnSpec spec =
          new ColumnSpec(
              column.name(),
              column.type(),
              plain || strict ? column.nullable() : Optional.empty(),
              plain ? value(column.value()) : ColumnDefault.UNKNOWN,
              line);
      ColumnEnactment.put(
          at, partition, spec, !at.isPerhaps() && CopiedObjects.isKnown(at, column));
    }
  }
}
