package dev.retort.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What happens to a schema when enum types are made, extended, renamed and dropped.
final class TypeEnactment {
  private TypeEnactment() {}

  static void create(Enactment at, Operation.CreateEnum create) {
    Schema schema = at.schema();
    ObjectName object = ObjectName.enumType(create.name());
    Optional<EnumType> there = schema.enumType(create.name());
    if (there.isPresent()) {
      if (create.ifNotExists() || at.isPerhaps()) {
        return;
      }
      if (there.get().sure()) {
        at.clash(Clash.Kind.TYPE_MADE_TWICE, object, create, Optional.of(there.get().made()));
      }
      if (!create.implicit()) {
        at.replaced(object, there.get(), there.get().sure());
      } else {
        return;
      }
    }
    boolean sure = !at.isPerhaps() && !(create.ifNotExists() && schema.mayHold(object));
    EnumType type =
        new EnumType(create.name(), create.values(), create.implicit(), sure, at.here());
    schema.put(type);
    at.added(object, type);
  }

  /// `ALTER TABLE` makes no type, nor does `CREATE TABLE` of one that says `create_type=False`.
  static void need(Enactment at, Operation.NeedEnum need) {
    Schema schema = at.schema();
    ObjectName object = ObjectName.enumType(need.name());
    boolean there =
        schema.enumType(need.name()).isPresent()
            || schema.has(ObjectKind.TYPE, need.name())
            || schema.has(ObjectKind.DOMAIN, need.name());
    if (!there && !schema.mayHold(object)) {
      Optional<Provenance> gone = schema.droppedBy(object);
      at.clash(
          gone.isPresent() ? Clash.Kind.DROPPED_BEFORE : Clash.Kind.TYPE_NEVER_MADE,
          object,
          need,
          gone);
      // Said once.
      schema.openName(object);
    }
  }

  static void addValue(Enactment at, Operation.AddEnumValue add) {
    Optional<EnumType> there = at.schema().enumType(add.name());
    ObjectName object = ObjectName.enumType(add.name());
    if (there.isEmpty()) {
      at.missing(object, add);
      changeUnseen(at, object);
      at.schema().openName(object);
      return;
    }
    EnumType before = there.get();
    if (before.values().isEmpty()) {
      return;
    }
    List<String> values = new ArrayList<>(before.values().get());
    if (values.contains(add.value())) {
      if (!add.ifNotExists() && before.sure()) {
        at.clash(Clash.Kind.MADE_TWICE, object, add, Optional.of(before.made()));
      }
      return;
    }
    if (at.isPerhaps()) {
      at.schema().put(before.opened());
      return;
    }
    int position = values.size();
    if (add.before().isPresent() && values.contains(add.before().get())) {
      position = values.indexOf(add.before().get());
    } else if (add.after().isPresent() && values.contains(add.after().get())) {
      position = values.indexOf(add.after().get()) + 1;
    }
    values.add(position, add.value());
    replace(at, before, before.withValues(Optional.of(values)));
  }

  static void renameValue(Enactment at, Operation.RenameEnumValue rename) {
    Optional<EnumType> there = at.schema().enumType(rename.name());
    if (there.isEmpty()) {
      at.missing(ObjectName.enumType(rename.name()), rename);
      changeUnseen(at, ObjectName.enumType(rename.name()));
      return;
    }
    EnumType before = there.get();
    if (at.isPerhaps()) {
      at.schema().put(before.opened());
      return;
    }
    replace(
        at,
        before,
        before.withValues(
            before
                .values()
                .map(values -> KeyEnactment.renamed(values, rename.value(), rename.to()))));
  }

  /// What is written by hand where no value, or no type that is known, is named, may be about any.
  static void writeValue(Enactment at, Operation.WriteEnum write) {
    Optional<EnumType> there = write.name().flatMap(at.schema()::enumType);
    Optional<String> value = write.value();
    if (there.isEmpty() || value.isEmpty() || at.isPerhaps()) {
      for (EnumType type : List.copyOf(at.schema().enums())) {
        replace(at, type, type.withValues(Optional.empty()));
      }
      return;
    }
    EnumType before = there.get();
    replace(
        at,
        before,
        before.withValues(before.values().map(values -> written(values, value.get(), write.to()))));
  }

  private static List<String> written(List<String> values, String value, Optional<String> to) {
    return values.stream()
        .flatMap(each -> each.equals(value) ? to.stream() : Stream.of(each))
        .toList();
  }

  private static void replace(Enactment at, EnumType before, EnumType after) {
    at.schema().put(after);
    if (!before.equals(after)) {
      at.changed(ObjectName.enumType(before.name()), before, after);
    }
  }

  static void rename(Enactment at, Operation.RenameType rename) {
    Optional<EnumType> there = at.schema().enumType(rename.name());
    ObjectName object = ObjectName.enumType(rename.name());
    if (there.isEmpty()) {
      if (at.schema().has(ObjectKind.TYPE, rename.name()) && !at.isPerhaps()) {
        at.schema().remove(ObjectKind.TYPE, rename.name());
        at.schema().put(ObjectKind.TYPE, rename.to(), at.here());
        follow(at, rename.name(), rename.to());
        return;
      }
      if (!at.schema().has(ObjectKind.TYPE, rename.name())
          && !at.schema().has(ObjectKind.DOMAIN, rename.name())) {
        at.missing(object, rename);
        if (mayBe(at, rename.name())) {
          Unseen.renamed(at, ofAnyKind(rename.name()), ofAnyKind(rename.to()));
        }
      }
      at.schema().openName(ObjectName.enumType(rename.to()));
      return;
    }
    if (at.isPerhaps()) {
      at.schema().put(there.get().opened());
      at.schema().openName(ObjectName.enumType(rename.to()));
      return;
    }
    EnumType after = there.get().named(rename.to());
    at.schema().remove(there.get(), at.here());
    at.removed(object, there.get());
    at.schema().put(after);
    at.added(ObjectName.enumType(rename.to()), after);
    follow(at, rename.name(), rename.to());
  }

  /// Columns follow a type that is renamed.
  static void follow(Enactment at, String from, String to) {
    for (Table table : List.copyOf(at.schema().tables())) {
      for (Column column : table.columns().values()) {
        String base = elementType(column.type());
        if (base.equals(from)) {
          Column after = column.withType(to + column.type().substring(base.length()));
          at.update(table, old -> old.with(after));
          at.changed(ObjectName.column(table.name(), column.name()), column, after);
        }
      }
    }
  }

  /// A type without the brackets of an array.
  static String elementType(String type) {
    String base = type;
    while (base.endsWith("[]")) {
      base = base.substring(0, base.length() - 2);
    }
    return base;
  }

  static void drop(Enactment at, Operation.DropType drop) {
    Optional<EnumType> there = at.schema().enumType(drop.name());
    ObjectName object = ObjectName.enumType(drop.name());
    if (there.isEmpty()) {
      boolean other =
          at.schema().has(ObjectKind.TYPE, drop.name())
              || at.schema().has(ObjectKind.DOMAIN, drop.name());
      if (!drop.ifExists() && !other) {
        at.missing(object, drop);
      }
      if (!other && mayBe(at, drop.name())) {
        unseen(at, drop);
      }
      if (drop.cascade()) {
        users(at, drop);
      }
      if (!at.isPerhaps()) {
        at.schema().remove(ObjectKind.TYPE, drop.name());
        at.schema().remove(ObjectKind.DOMAIN, drop.name());
      }
      return;
    }
    if (at.isPerhaps()) {
      at.schema().put(there.get().opened());
      if (drop.cascade()) {
        users(at, drop);
      }
      return;
    }
    users(at, drop);
    at.schema().remove(there.get(), at.here());
    at.removed(object, there.get());
  }

  private static boolean mayBe(Enactment at, String type) {
    return Unseen.mayBe(at, ObjectName.enumType(type));
  }

  /// One that is not known may be an enum or another one.
  private static ObjectName ofAnyKind(String type) {
    return new ObjectName(ObjectKind.TYPE, Optional.empty(), type);
  }

  private static void unseen(Enactment at, Operation.DropType drop) {
    if (drop.cascade()) {
      Unseen.droppedWithMore(at, ofAnyKind(drop.name()), drop.ifExists());
    } else {
      Unseen.dropped(at, ofAnyKind(drop.name()), drop.ifExists());
    }
  }

  private static void changeUnseen(Enactment at, ObjectName type) {
    if (mayBe(at, type.name())) {
      Unseen.changed(at, type, Optional.empty());
    }
  }

  /// Columns of the type stand in the way, or go with it.
  static void users(Enactment at, Operation.DropType drop) {
    for (Table table : List.copyOf(at.schema().tables())) {
      for (Column column : List.copyOf(table.columns().values())) {
        if (!elementType(column.type()).equals(drop.name())) {
          continue;
        }
        if (drop.cascade()) {
          ColumnEnactment.drop(
              at, new Operation.DropColumn(drop.site(), table.name(), column.name(), true, true));
        } else if (column.sure() && table.sure()) {
          at.clash(
              Clash.Kind.IN_USE,
              ObjectName.enumType(drop.name()),
              drop,
              Optional.of(column.made()));
        }
      }
    }
    if (drop.cascade()) {
      ExpressionUses.ofType(at, drop.name());
      for (ObjectName other : at.schema().others()) {
        if (other.kind() == ObjectKind.DOMAIN && at.schema().texts().mayName(other, drop.name())) {
          doubtColumns(at, other.name());
        }
      }
    }
  }

  private static void doubtColumns(Enactment at, String type) {
    for (Table table : List.copyOf(at.schema().tables())) {
      for (Column column : table.columns().values()) {
        if (elementType(column.type()).equals(type)) {
          at.schema().doubt(ObjectName.column(table.name(), column.name()));
        }
      }
    }
  }
}
