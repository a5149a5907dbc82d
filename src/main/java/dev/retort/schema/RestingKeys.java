package dev.retort.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Foreign keys that rest on what is dropped: PostgreSQL keeps a column that another table's key
/// points at, and the one index that makes its columns unique, unless `CASCADE` takes the key too.
final class RestingKeys {
  private RestingKeys() {}

  /// A key that is made of the column itself goes with it.
  static void ofColumn(Enactment at, Table table, Operation.DropColumn drop) {
    if (!drop.cascade()) {
      refuse(
          at,
          drop,
          ObjectName.column(table.name(), drop.column()),
          key -> !(table.keys().containsValue(key) && key.spec().columns().contains(drop.column())),
          to -> to.table().equals(table.name()) && to.columns().contains(drop.column()));
    }
  }

  /// @param object the constraint or index that is dropped
  /// @param columns that it makes unique
  static void ofUnique(
      Enactment at, Operation drop, ObjectName object, Table table, List<String> columns) {
    Set<String> unique = new HashSet<>(columns);
    // Where several do, it is not known which one a key rests on.
    if (!table.isOpen() && table.kind() == 'r' && uniquely(table, unique) == 1) {
      refuse(
          at,
          drop,
          object,
          _ -> true,
          to -> to.table().equals(table.name()) && new HashSet<>(to.columns()).equals(unique));
    }
  }

  /// All keys are gone through for each drop, so no streams are made.
  private static void refuse(
      Enactment at,
      Operation drop,
      ObjectName object,
      Predicate<Key> stays,
      Predicate<ConstraintSpec.Reference> rests) {
    if (at.schema().dialect() != Dialect.POSTGRESQL) {
      return;
    }
    for (Table table : at.schema().tables()) {
      if (!table.sure() || table.kind() != 'r') {
        continue;
      }
      for (Key key : table.keys().values()) {
        Optional<ConstraintSpec.Reference> to = key.spec().reference();
        if (to.isPresent() && rests.test(to.get()) && key.sure() && stays.test(key)) {
          at.clash(Clash.Kind.IN_USE, object, drop, Optional.of(key.made()));
          return;
        }
      }
    }
  }

  private static long uniquely(Table table, Set<String> columns) {
    Stream<List<String>> keys =
        table.keys().values().stream()
            .map(Key::spec)
            .filter(spec -> isUnique(spec.kind()))
            .map(ConstraintSpec::columns);
    Stream<List<String>> indexes =
        table.indexes().values().stream()
            .map(Index::spec)
            .filter(IndexSpec::unique)
            .map(IndexSpec::columns);
    return Stream.concat(keys, indexes).filter(each -> new HashSet<>(each).equals(columns)).count();
  }

  static boolean isUnique(ConstraintSpec.Kind kind) {
    return kind == ConstraintSpec.Kind.PRIMARY_KEY || kind == ConstraintSpec.Kind.UNIQUE;
  }
}
