package dev.retort.schema;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What PostgreSQL does not drop without `CASCADE` because of what some revisions made: the table,
/// the columns and the key that a foreign key refers to, the type of a column, the tables of a
/// view.
final class HeldObjects {
  private final Schema schema;
  private final Set<String> revisions;
  private final Set<ObjectName> held = new HashSet<>();

  private HeldObjects(Schema schema, Set<String> revisions) {
    this.schema = schema;
    this.revisions = revisions;
  }

  /// @param schema as the revisions leave it
  /// @param altered columns that were there before and that they gave another type
  static Set<ObjectName> of(Schema schema, Set<String> revisions, Set<ObjectName> altered) {
    HeldObjects held = new HeldObjects(schema, revisions);
    for (Table table : schema.tables()) {
      if (table.sure()) {
        held.by(table, altered);
      }
    }
    return held.held;
  }

  private void by(Table table, Set<ObjectName> altered) {
    boolean view = table.kind() == 'v' || table.kind() == 'm';
    if (view && isMade(table)) {
      schema.shownBy(table.name()).forEach(shown -> held.add(ObjectName.table(shown)));
    }
    for (Key key : table.keys().values()) {
      if (key.sure() && isMade(key)) {
        key.spec().reference().ifPresent(to -> by(table, key, to));
      }
    }
    for (Column column : table.columns().values()) {
      boolean typed =
          isMade(column) || altered.contains(ObjectName.column(table.name(), column.name()));
      if (column.sure() && typed) {
        held.add(ObjectName.enumType(TypeEnactment.elementType(column.type())));
      }
    }
  }

  /// A table goes with the foreign keys of its own, and a column with those that it is in.
  private void by(Table table, Key key, ConstraintSpec.Reference to) {
    boolean own = to.table().equals(table.name());
    if (!own) {
      held.add(ObjectName.table(to.table()));
    }
    for (String column : to.columns()) {
      if (!own || !key.spec().columns().contains(column)) {
        held.add(ObjectName.column(to.table(), column));
      }
    }
    keyOf(schema, to).ifPresent(held::add);
  }

  private boolean isMade(Entity entity) {
    return revisions.contains(entity.made().revision());
  }

  /// The key or index that a foreign key rests on; empty where it may be one of several, or none is
  /// known.
  static Optional<ObjectName> keyOf(Schema schema, ConstraintSpec.Reference to) {
    Set<ObjectName> all = keysOf(schema, to);
    return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
  }

  /// Those that it may rest on.
  static Set<ObjectName> keysOf(Schema schema, ConstraintSpec.Reference to) {
    Set<ObjectName> keys = new HashSet<>();
    Optional<Table> table = schema.table(to.table());
    if (table.isEmpty()) {
      return keys;
    }
    for (Key key : table.get().keys().values()) {
      boolean primary = key.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY;
      boolean unique = key.spec().kind() == ConstraintSpec.Kind.UNIQUE;
      boolean same = Set.copyOf(key.spec().columns()).equals(Set.copyOf(to.columns()));
      if (to.columns().isEmpty() ? primary : (primary || unique) && same) {
        keys.add(ObjectName.constraint(to.table(), key.name()));
      }
    }
    for (Index index : table.get().indexes().values()) {
      if (index.spec().unique()
          && Set.copyOf(index.spec().columns()).equals(Set.copyOf(to.columns()))) {
        keys.add(ObjectName.index(index.name()));
      }
    }
    return keys;
  }
}
