package dev.retort.schema;

import java.util.List;
import java.util.Optional;

/// What happens to a schema when an index becomes a key (`ADD CONSTRAINT … USING INDEX`).
final class IndexedKeyEnactment {
  private IndexedKeyEnactment() {}

  static void create(Enactment at, Operation.CreateKeyOfIndex create) {
    Table table = at.table(create.table(), create);
    ConstraintSpec key = create.key().named(create.key().name().orElse(create.index()));
    Optional<Index> index =
        Optional.ofNullable(table.indexes().get(table.prefix() + create.index()))
            .filter(each -> each.spec().columns().stream().allMatch(IndexEnactment::isPlain));
    if (index.isEmpty()) {
      unknown(at, create, key);
      return;
    }
    if (at.isPerhaps()) {
      at.update(table, old -> old.with(index.get().opened()).opened());
      return;
    }
    IndexSpec spec = index.get().spec();
    IndexEnactment.remove(at, table.name(), index.get());
    at.enact(
        new Operation.CreateConstraint(
            create.site(),
            table.name(),
            key.withColumns(spec.columns()).including(spec.include())));
    if (!index.get().sure()) {
      at.schema().doubt(ObjectName.constraint(table.name(), key.name().orElseThrow()));
    }
  }

  /// A key over columns that are not known, each of which may be those of a primary key.
  private static void unknown(Enactment at, Operation.CreateKeyOfIndex create, ConstraintSpec key) {
    KeyEnactment.put(at, create.table(), key, create);
    at.schema().doubt(ObjectName.constraint(create.table(), key.name().orElseThrow()));
    if (key.kind() == ConstraintSpec.Kind.PRIMARY_KEY) {
      Table table = at.schema().table(create.table()).orElseThrow();
      for (Column column : List.copyOf(table.columns().values())) {
        if (column.nullable().equals(Optional.of(true))) {
          at.update(table, old -> old.with(column.withNullable(Optional.empty())));
        }
      }
      at.schema().hierarchies().heirsOf(table.name()).forEach(at::doubtAll);
    }
  }
}
