package dev.retort.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Checks, keys and indexes of one table made on another one as well. PostgreSQL names copies of
/// indexes after the columns as they were called when the index was made; where that cannot be
/// told, the table that gets them becomes open.
final class CopiedObjects {
  private CopiedObjects() {}

  /// Whether an object is surely there, and as it is told.
  static boolean isKnown(Enactment at, Entity entity) {
    boolean whole = !(entity instanceof Table table) || (table.whole() && !table.foreign());
    return whole && entity.sure() && at.schema().isCertain(entity.made());
  }

  /// A check under the same name.
  static void check(Enactment at, String table, Key key, int line) {
    Table owner = at.schema().table(table).orElseThrow();
    if (owner.keys().containsKey(key.name()) || !isKnown(at, key)) {
      open(at, table);
      return;
    }
    put(at, table, key.spec(), key.name(), line);
  }

  /// Those that indexes keep, and the indexes, under names that the database chooses.
  static void indexes(Enactment at, Table source, String table, int line) {
    Set<List<String>> named = new HashSet<>();
    for (Key key : List.copyOf(source.keys().values())) {
      if (key.spec().hasIndex()) {
        boolean second =
            key.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY && hasPrimaryKey(at, table);
        List<String> columns = key.spec().allColumns();
        if (second
            || key.spec().kind() == ConstraintSpec.Kind.EXCLUSION
            || !named.add(ConstraintSpec.joined(List.of(key.spec().kind().name()), columns))
            || !isKnown(at, key)
            || hasOldNames(at, source, table, columns)) {
          open(at, table);
        } else {
          key(at, table, key.spec(), line);
        }
      }
    }
    for (Index index : List.copyOf(source.indexes().values())) {
      List<String> columns = index.spec().allColumns();
      if (!named.add(columns)
          || sharesName(source, index)
          || !isKnown(at, index)
          || hasOldNames(at, source, table, columns)) {
        open(at, table);
      } else {
        index(at, table, index.spec(), line);
      }
    }
  }

  /// A primary key or a UNIQUE under a name that the database chooses, which is the answer.
  static String key(Enactment at, String table, ConstraintSpec spec, int line) {
    Table owner = at.schema().table(table).orElseThrow();
    String name = ChosenNames.of(owner.plainName(), spec, KeyEnactment.taken(at, owner));
    put(at, table, spec, name, line);
    return name;
  }

  static void put(Enactment at, String table, ConstraintSpec spec, String name, int line) {
    Key key = new Key(name, spec.named(name), !at.isPerhaps(), at.at(line));
    at.update(at.schema().table(table).orElseThrow(), old -> old.with(key));
    at.schema().unmarkDropped(ObjectName.constraint(table, name));
    at.added(ObjectName.constraint(table, name), key);
    if (spec.kind() == ConstraintSpec.Kind.PRIMARY_KEY) {
      KeyEnactment.notNull(at, table, spec.columns());
    }
  }

  /// An index under a name that the database chooses, which is the answer; no name where that is
  /// not known.
  static Optional<String> index(Enactment at, String table, IndexSpec spec, int line) {
    Table owner = at.schema().table(table).orElseThrow();
    Predicate<String> taken = KeyEnactment.taken(at, owner);
    Optional<String> chosen = ChosenNames.ofIndex(owner, spec, taken);
    if (chosen.isEmpty()) {
      open(at, table);
      return chosen;
    }
    String name = owner.prefix() + chosen.get();
    Index index = new Index(name, spec.named(name).on(table), !at.isPerhaps(), at.at(line));
    at.update(owner, old -> old.with(index));
    at.schema().unmarkDropped(ObjectName.index(name));
    at.added(ObjectName.index(name), index);
    return Optional.of(name);
  }

  /// An index that may be there: of a table that is open another one may be taken for it, or have
  /// its name.
  static void perhapsIndex(Enactment at, String table, IndexSpec spec, int line) {
    Table owner = at.schema().table(table).orElseThrow();
    Optional<String> chosen = ChosenNames.ofIndex(owner, spec, KeyEnactment.taken(at, owner));
    if (chosen.isPresent() && !at.isPerhaps()) {
      String name = owner.prefix() + chosen.get();
      Index index = new Index(name, spec.named(name).on(table), false, at.at(line));
      at.update(owner, old -> old.with(index));
      at.note(
          new Effect(
              Effect.Deed.ADD,
              ObjectName.index(name),
              line,
              Optional.empty(),
              Optional.of(index),
              true));
    }
  }

  /// Whether another index over something else would be named alike: which of the two gets the
  /// number behind its name depends on which was made last, or made anew.
  static boolean sharesName(Table source, Index index) {
    Optional<String> name = ChosenNames.ofIndex(source, index.spec(), _ -> false);
    return source.indexes().values().stream()
        .filter(each -> !each.spec().allColumns().equals(index.spec().allColumns()))
        .map(each -> ChosenNames.ofIndex(source, each.spec(), _ -> false))
        .anyMatch(each -> each.isEmpty() || each.equals(name));
  }

  /// Whether the name of a copy is not known, because the index may have been made when something
  /// that it is over had another name: a column that was renamed, or an expression whose name as
  /// PostgreSQL takes it is not told by how it prints it; or because another table had the new
  /// one's name.
  static boolean hasOldNames(Enactment at, Table source, String table, List<String> columns) {
    return at.schema().isFormerName(table)
        || columns.stream()
            .anyMatch(each ->
                source.columns().containsKey(each)
                    ? at.schema().isRenamed(ObjectName.column(source.name(), each))
                    : !ChosenNames.isCall(each));
  }

  private static boolean hasPrimaryKey(Enactment at, String table) {
    return at.schema().table(table).orElseThrow().keys().values().stream()
        .anyMatch(key -> key.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY);
  }

  /// Opens a table, and those below it, to keys and indexes that are not told.
  static void open(Enactment at, String table) {
    at.schema().table(table).ifPresent(each -> at.schema().put(each.opened()));
    at.schema().markUnnamed(table);
    at.untold(ObjectName.table(table), Gap.AboutObject.COMES_TO);
    at.schema().hierarchies().partitionsOf(table).forEach(each -> open(at, each));
    at.schema().hierarchies().heirsOf(table).forEach(each -> open(at, each));
  }
}
