package dev.retort.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a way down leaves behind, what it does not bring back, and what it does not bring back as
/// it was: as the inventory names them. What goes or stays with a table or column is not told
/// beside it.
///
/// @param left what was not there before
/// @param lost what was there before and is not any more
/// @param otherwise what is there as before, but looks otherwise
public record Remainder(Set<ObjectName> left, Set<ObjectName> lost, Set<ObjectName> otherwise) {
  static Optional<Remainder> of(Schema before, Schema restored) {
    Remainder remainder =
        new Remainder(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    Set<ObjectName> had = objects(before, restored);
    Set<ObjectName> has = objects(restored, before);
    remainder.left.addAll(missing(has, had, before));
    remainder.lost.addAll(missing(had, has, restored));
    for (Table table : before.tables()) {
      if (!before.hasUnnamed(table.name()) && !restored.hasUnnamed(table.name())) {
        restored
            .table(table.name())
            .filter(now -> isPlain(table) && isPlain(now) && !table.equals(now))
            .ifPresent(now -> remainder.within(table, now));
      }
    }
    return remainder.left.isEmpty() && remainder.lost.isEmpty() && remainder.otherwise.isEmpty()
        ? Optional.empty()
        : Optional.of(remainder);
  }

  private static boolean isPlain(Table table) {
    return !table.isOpen() && table.kind() == 'r';
  }

  /// What is surely there, unless another schema holds the very same: tables with their columns,
  /// and types. Among thousands of tables most are the same.
  private static Set<ObjectName> objects(Schema schema, Schema other) {
    Set<ObjectName> objects = new LinkedHashSet<>();
    for (Table table : schema.tables()) {
      if (!isPlain(table) || other.table(table.name()).filter(table::equals).isPresent()) {
        continue;
      }
      objects.add(ObjectName.table(table.name()));
      table
          .columns()
          .values()
          .forEach(column -> objects.add(ObjectName.column(table.name(), column.name())));
    }
    schema.enums().stream()
        .filter(EnumType::sure)
        .filter(type -> other.enumType(type.name()).filter(type::equals).isEmpty())
        .forEach(type -> objects.add(ObjectName.enumType(type.name())));
    return objects;
  }

  /// Those of the first that are not among the second, nor perhaps in the schema of these.
  private static Set<ObjectName> missing(
      Set<ObjectName> objects, Set<ObjectName> known, Schema perhaps) {
    Set<ObjectName> missing = new LinkedHashSet<>(objects);
    missing.removeIf(known::contains);
    if (!missing.isEmpty()) {
      missing.removeAll(perhaps.open());
      Set<ObjectName> whole = Set.copyOf(missing);
      missing.removeIf(object ->
          object.isColumn() && whole.contains(ObjectName.table(object.table().orElseThrow())));
    }
    return missing;
  }

  /// What is otherwise in a table that is there before and after.
  private void within(Table was, Table is) {
    for (Column column : was.columns().values()) {
      Column now = is.columns().get(column.name());
      if (now != null && column.sure() && now.sure() && !isSame(column, now)) {
        otherwise.add(ObjectName.column(is.name(), column.name()));
      }
    }
    compare(
        was.keys().values(),
        is.keys().values(),
        key -> ObjectName.constraint(is.name(), key.name()),
        Remainder::isSame,
        key -> isTold(is.name(), key.spec()));
    compare(
        was.indexes().values(),
        is.indexes().values(),
        index -> ObjectName.index(index.name()),
        Remainder::isSame,
        index -> isTold(is.name(), index.spec()));
  }

  /// Keys and indexes that the database names by itself may come back under another name: what says
  /// the same is the same. Where one is not sure, nothing is said of the others either.
  private <E extends Entity> void compare(
      Collection<E> was,
      Collection<E> is,
      Function<E, ObjectName> name,
      BiPredicate<E, E> same,
      Function<E, Boolean> told) {
    if (!Stream.concat(was.stream(), is.stream()).allMatch(Entity::sure)) {
      return;
    }
    List<E> gone = new ArrayList<>(was);
    List<E> more = new ArrayList<>(is);
    BiPredicate<E, E> named = (one, other) -> name.apply(one).equals(name.apply(other));
    pair(gone, more, named.and(same));
    pair(gone, more, same);
    List<E> changed = pair(gone, more, named);
    changed.forEach(each -> otherwise.add(name.apply(each)));
    gone.stream().filter(each -> !told.apply(each)).map(name).forEach(lost::add);
    more.stream().filter(each -> !told.apply(each)).map(name).forEach(left::add);
  }

  /// Takes away what goes together, each once, and returns those of the second that were taken.
  private static <E> List<E> pair(List<E> ones, List<E> others, BiPredicate<E, E> together) {
    List<E> taken = new ArrayList<>();
    ones.removeIf(one -> {
      Optional<E> other = others.stream().filter(each -> together.test(one, each)).findFirst();
      other.ifPresent(each -> {
        others.remove(each);
        taken.add(each);
      });
      return other.isPresent();
    });
    return taken;
  }

  private static boolean isSame(Column one, Column other) {
    boolean strict =
        one.nullable().isPresent()
            && other.nullable().isPresent()
            && !one.nullable().equals(other.nullable());
    boolean known =
        !one.type().contains(ColumnSpec.UNKNOWN_TYPE)
            && !other.type().contains(ColumnSpec.UNKNOWN_TYPE);
    return (!known || one.type().equals(other.type())) && !strict;
  }

  /// What a check or an exclusion says is text, which may be written in many ways.
  private static boolean isSame(Key one, Key other) {
    ConstraintSpec was = one.spec();
    ConstraintSpec is = other.spec();
    boolean text =
        was.kind() == ConstraintSpec.Kind.CHECK || was.kind() == ConstraintSpec.Kind.EXCLUSION;
    return was.kind() == is.kind()
        && (text || was.columns().equals(is.columns()))
        && target(was).equals(target(is));
  }

  /// Its columns may be left to the database.
  private static Optional<ConstraintSpec.Reference> target(ConstraintSpec spec) {
    return spec.reference()
        .map(to -> new ConstraintSpec.Reference(to.table(), List.of(), to.onDelete()));
  }

  private static boolean isSame(Index one, Index other) {
    IndexSpec was = one.spec();
    IndexSpec is = other.spec();
    return was.columns().equals(is.columns())
        && was.unique() == is.unique()
        && was.method().equals(is.method())
        && was.where().isPresent() == is.where().isPresent();
  }

  /// Whether a column or table that a key names is told of, with which it goes and stays.
  private boolean isTold(String table, ConstraintSpec spec) {
    return spec.allColumns().stream().anyMatch(column -> isTold(ObjectName.column(table, column)))
        || spec.reference()
            .filter(to ->
                isTold(ObjectName.table(to.table()))
                    || to.columns().stream()
                        .anyMatch(column -> isTold(ObjectName.column(to.table(), column))))
            .isPresent();
  }

  private boolean isTold(String table, IndexSpec spec) {
    return Stream.concat(left.stream(), lost.stream())
        .filter(object -> object.isColumn() && object.table().equals(Optional.of(table)))
        .anyMatch(column -> IndexEnactment.mayBeOver(spec, column.name()));
  }

  private boolean isTold(ObjectName object) {
    return left.contains(object) || lost.contains(object);
  }
}
