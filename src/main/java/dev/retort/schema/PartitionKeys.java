package dev.retort.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The keys and indexes of partitions, which follow those of the partitioned table. PostgreSQL
/// takes an index that is there already for one that it would make if the two are the same in each
/// respect; since not each is known, a partition with one that looks alike becomes open.
final class PartitionKeys {
  private PartitionKeys() {}

  /// Makes all that a partitioned table has on one that becomes its partition.
  static void addAll(Enactment at, Table whole, String partition, int line) {
    Table before =
        new Table(
            whole.name(),
            whole.kind(),
            whole.columns(),
            Map.of(),
            Map.of(),
            true,
            true,
            false,
            whole.made());
    Set<List<String>> named = new HashSet<>();
    for (Key key : List.copyOf(whole.keys().values())) {
      String kind = key.spec().kind().name();
      if (key.spec().kind() == ConstraintSpec.Kind.UNIQUE
          && !named.add(ConstraintSpec.joined(List.of(kind), key.spec().allColumns()))) {
        CopiedObjects.open(at, partition);
      } else {
        add(at, before, partition, key, line);
      }
      before = before.with(key);
    }
    for (Index index : List.copyOf(whole.indexes().values())) {
      // Which of two gets the number behind its name is not known.
      if (named.add(index.spec().allColumns()) && !CopiedObjects.sharesName(whole, index)) {
        add(at, before, partition, index, line);
      } else {
        CopiedObjects.open(at, partition);
      }
      before = before.with(index);
    }
  }

  /// @param before the partitioned table as it was without the key
  static void add(Enactment at, Table before, String partition, Key key, int line) {
    Table part = at.schema().table(partition).orElseThrow();
    ConstraintSpec spec = key.spec();
    if (!CopiedObjects.isKnown(at, key)) {
      at.doubtAll(partition);
      CopiedObjects.open(at, partition);
      return;
    }
    if (spec.kind() == ConstraintSpec.Kind.PRIMARY_KEY) {
      notNull(at, partition, spec.columns());
    }
    switch (spec.kind()) {
      case CHECK -> {
        if (part.keys().containsKey(key.name())) {
          at.schema().hierarchies().markOwn(ObjectName.constraint(partition, key.name()));
        } else if (part.isOpen()) {
          CopiedObjects.open(at, partition);
        } else {
          CopiedObjects.put(at, partition, spec, key.name(), line);
          descend(at, part, partition, key.name(), line);
        }
      }
      case FOREIGN_KEY -> {
        if (part.isOpen() || part.keys().containsKey(key.name()) || hasMore(before, part, spec)) {
          CopiedObjects.open(at, partition);
        } else {
          CopiedObjects.put(at, partition, spec, key.name(), line);
          descend(at, part, partition, key.name(), line);
        }
      }
      case PRIMARY_KEY, UNIQUE -> {
        if (spec.kind() == ConstraintSpec.Kind.PRIMARY_KEY
            && same(part, spec).size() == 1
            && same(part, spec).getFirst().spec().kind() == spec.kind()) {
          // It is the one that the partition's table asks for.
          return;
        }
        boolean primary =
            spec.kind() == ConstraintSpec.Kind.PRIMARY_KEY
                && part.keys().values().stream()
                    .anyMatch(each -> each.spec().kind() == spec.kind());
        if (part.isOpen()
            || primary
            || hasMore(before, part, spec)
            || CopiedObjects.hasOldNames(at, before, partition, spec.allColumns())) {
          CopiedObjects.open(at, partition);
        } else {
          String name = CopiedObjects.key(at, partition, spec, line);
          descend(at, part, partition, name, line);
        }
      }
      case EXCLUSION -> CopiedObjects.open(at, partition);
    }
  }

  /// A primary key has no NULL, in what inherits from its table either, whatever is not known of
  /// the rest.
  static void notNull(Enactment at, String child, List<String> columns) {
    KeyEnactment.notNull(at, child, columns);
    Hierarchies hierarchies = at.schema().hierarchies();
    hierarchies.partitionsOf(child).forEach(below -> notNull(at, below, columns));
    hierarchies.heirsOf(child).forEach(below -> notNull(at, below, columns));
  }

  private static void descend(Enactment at, Table before, String partition, String name, int line) {
    Optional<Key> made = at.schema().table(partition).map(table -> table.keys().get(name));
    for (String below : at.schema().hierarchies().partitionsOf(partition)) {
      made.ifPresent(key -> add(at, before, below, key, line));
    }
  }

  /// Whether a partition has more keys that say the same than its table, so that one of them may be
  /// taken for a new one.
  private static boolean hasMore(Table whole, Table part, ConstraintSpec spec) {
    boolean indexed =
        spec.kind() == ConstraintSpec.Kind.UNIQUE
            && part.indexes().values().stream()
                .anyMatch(index -> index.spec().columns().equals(spec.columns()));
    return indexed || same(part, spec).size() > same(whole, spec).size();
  }

  private static List<Key> same(Table table, ConstraintSpec spec) {
    return table.keys().values().stream()
        .filter(key ->
            (key.spec().kind() == spec.kind() || (key.spec().hasIndex() && spec.hasIndex()))
                && key.spec().columns().equals(spec.columns())
                && key.spec()
                    .reference()
                    .map(ConstraintSpec.Reference::table)
                    .equals(spec.reference().map(ConstraintSpec.Reference::table)))
        .toList();
  }

  static void add(Enactment at, Table before, String partition, Index index, int line) {
    Table part = at.schema().table(partition).orElseThrow();
    IndexSpec spec = index.spec();
    boolean keyed =
        part.keys().values().stream().anyMatch(key -> key.spec().columns().equals(spec.columns()));
    if (part.isOpen()
        || !CopiedObjects.isKnown(at, index)
        || (spec.unique() && keyed)
        || same(part, spec).size() > same(before, spec).size()
        || CopiedObjects.hasOldNames(at, before, partition, spec.allColumns())) {
      boolean alike = same(part, spec).size() > same(before, spec).size();
      if (part.isOpen()
          && CopiedObjects.isKnown(at, index)
          && !alike
          && !(spec.unique() && keyed)
          && !CopiedObjects.hasOldNames(at, before, partition, spec.allColumns())) {
        CopiedObjects.perhapsIndex(at, partition, spec, line);
      }
      CopiedObjects.open(at, partition);
      return;
    }
    Optional<String> name = CopiedObjects.index(at, partition, spec, line);
    Optional<Index> made = name.flatMap(at.schema()::index);
    for (String below : at.schema().hierarchies().partitionsOf(partition)) {
      made.ifPresent(each -> add(at, part, below, each, line));
    }
  }

  private static List<Index> same(Table table, IndexSpec spec) {
    return table.indexes().values().stream()
        .filter(index ->
            alike(index.spec().columns(), spec.columns())
                && index.spec().unique() == spec.unique()
                && index.spec().method().equals(spec.method()))
        .toList();
  }

  /// Whether two indexes may be over the same: an expression can be written in many ways.
  private static boolean alike(List<String> some, List<String> others) {
    boolean alike = some.size() == others.size();
    for (int i = 0; alike && i < some.size(); i++) {
      alike =
          some.get(i).equals(others.get(i))
              || (!IndexEnactment.isPlain(some.get(i)) && !IndexEnactment.isPlain(others.get(i)));
    }
    return alike;
  }

  /// Drops what a partition has of a key that its table does not have any more.
  ///
  /// @param before the partitioned table as it was with the key
  static void drop(
      Enactment at, Table before, String partition, Key key, Operation.DropConstraint drop) {
    Table part = at.schema().table(partition).orElseThrow();
    if (key.spec().kind() == ConstraintSpec.Kind.CHECK) {
      ObjectName check = ObjectName.constraint(partition, key.name());
      if (!part.keys().containsKey(key.name()) || at.schema().hierarchies().isOwn(check)) {
        at.schema().doubt(check);
      } else {
        at.enact(without(drop, partition, key.name()));
      }
      return;
    }
    List<Key> same = same(part, key.spec());
    if (same.size() == 1 && same(before, key.spec()).size() == 1 && isFollowed(at, before, part)) {
      at.enact(without(drop, partition, same.getFirst().name()));
    } else {
      doubt(at, partition, key.spec());
    }
  }

  private static Operation without(Operation.DropConstraint drop, String partition, String name) {
    return new Operation.DropConstraint(
        drop.site(), partition, Optional.of(name), drop.kind(), true, drop.cascade());
  }

  private static boolean isFollowed(Enactment at, Table whole, Table part) {
    return !at.schema().hierarchies().isApart(whole.name()) && !part.isOpen() && !at.isPerhaps();
  }

  static void drop(
      Enactment at, Table before, String partition, Index index, Operation.DropIndex drop) {
    Table part = at.schema().table(partition).orElseThrow();
    List<Index> same = same(part, index.spec());
    if (same.size() == 1
        && same(before, index.spec()).size() == 1
        && isFollowed(at, before, part)) {
      at.enact(
          new Operation.DropIndex(
              drop.site(),
              Optional.of(same.getFirst().name()),
              Optional.of(partition),
              true,
              false,
              drop.cascade()));
      return;
    }
    if (same.size() == 1 && !same.getFirst().sure() && part.isOpen() && !at.isPerhaps()) {
      // Either it was the one that goes, or it was never there.
      forget(at, part, same.getFirst());
    }
    doubt(at, partition, index.spec());
  }

  private static void forget(Enactment at, Table part, Index index) {
    at.update(part, old -> old.withoutIndex(index.name()));
    at.schema().forgetIndex(index.name(), at.here());
    at.note(
        new Effect(
            Effect.Deed.DROP,
            ObjectName.index(index.name()),
            at.here().line(),
            Optional.of(index),
            Optional.empty(),
            true));
  }

  private static void doubt(Enactment at, String partition, ConstraintSpec spec) {
    at.untold(ObjectName.table(partition), Gap.AboutObject.GOES_WITH);
    Table part = at.schema().table(partition).orElseThrow();
    for (Key key : same(part, spec)) {
      at.schema().doubt(ObjectName.constraint(partition, key.name()));
    }
    at.schema().hierarchies().partitionsOf(partition).forEach(below -> doubt(at, below, spec));
  }

  private static void doubt(Enactment at, String partition, IndexSpec spec) {
    at.untold(ObjectName.table(partition), Gap.AboutObject.GOES_WITH);
    Table part = at.schema().table(partition).orElseThrow();
    for (Index index : same(part, spec)) {
      at.schema().doubt(ObjectName.index(index.name()));
    }
    if (spec.unique()) {
      // A key of the partition may have been taken for it.
      part.keys().values().stream()
          .filter(key -> key.spec().columns().equals(spec.columns()))
          .forEach(key -> at.schema().doubt(ObjectName.constraint(partition, key.name())));
    }
    at.schema().hierarchies().partitionsOf(partition).forEach(below -> doubt(at, below, spec));
  }

  /// With the type of a column of a partitioned table the keys and indexes over it are made anew,
  /// on its partitions as well, and named again: one that is called otherwise by now is left open.
  static void rebuild(Enactment at, String table, String partition, String column) {
    Table whole = at.schema().table(table).orElseThrow();
    Table part = at.schema().table(partition).orElseThrow();
    for (Key key : part.keys().values()) {
      ConstraintSpec spec = key.spec();
      boolean kept =
          switch (spec.kind()) {
            case CHECK -> true;
            case FOREIGN_KEY -> whole.keys().containsKey(key.name());
            case PRIMARY_KEY, UNIQUE, EXCLUSION ->
                key.name().equals(ChosenNames.of(part.plainName(), spec, _ -> false));
          };
      if (!kept && spec.allColumns().contains(column)) {
        at.schema().doubt(ObjectName.constraint(partition, key.name()));
        CopiedObjects.open(at, partition);
      }
    }
    for (Index index : part.indexes().values()) {
      IndexSpec spec = index.spec();
      Optional<String> chosen =
          ChosenNames.ofIndex(part, spec, _ -> false).map(name -> part.prefix() + name);
      if (IndexEnactment.mayBeOver(spec, column) && !chosen.equals(Optional.of(index.name()))) {
        at.schema().doubt(ObjectName.index(index.name()));
        CopiedObjects.open(at, partition);
      }
    }
  }
}
