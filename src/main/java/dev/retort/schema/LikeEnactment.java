package dev.retort.schema;

import dev.retort.schema.TableSources.Copied;
import dev.retort.schema.TableSources.LikeClause;
import java.util.Optional;

/// What a new table takes from another one by `LIKE`: nothing binds the two afterwards.
final class LikeEnactment {
  private LikeEnactment() {}

  /// The columns, with their `NOT NULL` in any case.
  static void columns(Enactment at, String table, LikeClause like, Operation operation) {
    Optional<Table> source = source(at, like, operation);
    if (source.isEmpty() || !CopiedObjects.isKnown(at, source.get())) {
      CopiedObjects.open(at, table);
    }
    if (source.isEmpty()) {
      return;
    }
    for (Column column : source.get().columns().values()) {
      if (at.schema().table(table).orElseThrow().columns().containsKey(column.name())) {
        // The database refuses that.
        CopiedObjects.open(at, table);
        continue;
      }
      ColumnSpec spec =
          new ColumnSpec(
              column.name(), column.type(), column.nullable(), value(column, like), like.line());
      ColumnEnactment.put(at, table, spec, !at.isPerhaps() && CopiedObjects.isKnown(at, column));
    }
  }

  private static Optional<Table> source(Enactment at, LikeClause like, Operation operation) {
    if (at.schema().has(ObjectKind.TYPE, like.table())) {
      return Optional.empty();
    }
    return Optional.of(at.table(like.table(), operation));
  }

  private static ColumnDefault value(Column column, LikeClause like) {
    return switch (column.value()) {
      case ColumnDefault.None none -> none;
      case ColumnDefault.Unknown unknown -> unknown;
      case ColumnDefault.Expression expression ->
          like.copied().contains(Copied.DEFAULTS) ? expression : ColumnDefault.NONE;
      case ColumnDefault.Computed computed ->
          like.copied().contains(Copied.GENERATED) ? computed : ColumnDefault.NONE;
      case ColumnDefault.Generated(boolean identity) ->
          identity
              ? like.copied().contains(Copied.IDENTITY) ? column.value() : ColumnDefault.NONE
              // The sequence is the other table's.
              : like.copied().contains(Copied.DEFAULTS)
                  ? ColumnDefault.UNKNOWN
                  : ColumnDefault.NONE;
    };
  }

  /// Checks under their names, and indexes and keys under names that the database chooses, after
  /// what is written in the table.
  static void keys(Enactment at, String table, LikeClause like) {
    Optional<Table> found = at.schema().table(like.table());
    if (found.isEmpty()) {
      return;
    }
    Table source = found.get();
    if (like.copied().contains(Copied.CONSTRAINTS)) {
      source.keys().values().stream()
          .filter(key -> key.spec().kind() == ConstraintSpec.Kind.CHECK)
          .forEach(key -> CopiedObjects.check(at, table, key, like.line()));
    }
    if (like.copied().contains(Copied.INDEXES)) {
      CopiedObjects.indexes(at, source, table, like.line());
    }
  }
}
