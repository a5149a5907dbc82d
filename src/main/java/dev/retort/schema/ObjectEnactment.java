package dev.retort.schema;

import java.util.Optional;

/// What happens to a schema when views, sequences, functions and their like are made, dropped and
/// renamed.
final class ObjectEnactment {
  private ObjectEnactment() {}

  static void create(Enactment at, Operation.CreateObject create) {
    switch (create.kind()) {
      case VIEW -> view(at, create, 'v');
      case MATERIALIZED_VIEW -> view(at, create, 'm');
      case FOREIGN_TABLE -> view(at, create, 'f');
      case TRIGGER, POLICY, RULE -> create.table().ifPresent(table -> at.table(table, create));
      default -> {
        at.schema().put(create.kind(), create.name(), at.here());
        create.routine().ifPresent(each -> at.schema().routines().define(create.name(), each));
      }
    }
  }

  private static void view(Enactment at, Operation.CreateObject create, char kind) {
    Optional<Table> there = at.schema().table(create.name());
    ObjectName object = ObjectName.table(create.name());
    if (there.isPresent()) {
      if (create.tolerant() || at.isPerhaps()) {
        return;
      }
      if (there.get().sure() && !there.get().foreign()) {
        at.clash(Clash.Kind.MADE_TWICE, object, create, Optional.of(there.get().made()));
      }
      TableEnactment.remove(at, there.get());
    }
    Table view = Table.empty(create.name(), kind, !at.isPerhaps(), false, at.here());
    at.schema().put(view);
    at.schema().putShown(create.name(), at.lately());
    at.added(object, view);
  }

  static void drop(Enactment at, Operation.DropObject drop) {
    switch (drop.kind()) {
      case VIEW, MATERIALIZED_VIEW ->
          at.schema()
              .table(drop.name())
              .ifPresent(view -> {
                if (at.isPerhaps()) {
                  at.schema().put(view.doubted());
                } else {
                  if (drop.cascade()) {
                    at.dropViewsOf(view.name());
                  }
                  TableEnactment.remove(at, view);
                }
              });
      case SCHEMA -> schema(at, drop);
      default -> {
        if (!at.isPerhaps()) {
          if (drop.cascade() && drop.kind() == ObjectKind.DOMAIN) {
            TypeEnactment.users(
                at, new Operation.DropType(drop.site(), drop.name(), drop.ifExists(), true));
          }
          if (drop.cascade() && drop.kind() == ObjectKind.FUNCTION) {
            FunctionUses.open(at, drop.name());
          }
          if (drop.kind() == ObjectKind.FUNCTION) {
            at.schema().routines().drop(drop.name());
          }
          at.schema().remove(drop.kind(), drop.name());
        }
      }
    }
  }

  private static void schema(Enactment at, Operation.DropObject drop) {
    if (!at.isPerhaps()) {
      at.schema().remove(ObjectKind.SCHEMA, drop.name());
      if (drop.cascade()) {
        for (Table table : java.util.List.copyOf(at.schema().tables())) {
          if (table.prefix().equals(drop.name() + ".")) {
            at.dropViewsOf(table.name());
            TableEnactment.remove(at, table);
          }
        }
        for (EnumType type : java.util.List.copyOf(at.schema().enums())) {
          if (type.name().startsWith(drop.name() + ".")) {
            at.schema().remove(type, at.here());
            at.removed(ObjectName.enumType(type.name()), type);
          }
        }
      }
    }
  }

  static void rename(Enactment at, Operation.RenameObject rename) {
    switch (rename.kind()) {
      case VIEW, MATERIALIZED_VIEW ->
          TableEnactment.rename(
              at, new Operation.RenameTable(rename.site(), rename.name(), rename.to(), true));
      default -> {
        if (at.schema().has(rename.kind(), rename.name()) && !at.isPerhaps()) {
          at.schema().remove(rename.kind(), rename.name());
          at.schema().put(rename.kind(), rename.to(), at.here());
          if (rename.kind() == ObjectKind.DOMAIN) {
            TypeEnactment.follow(at, rename.name(), rename.to());
          }
        }
      }
    }
  }
}
