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
        if (create.kind() == ObjectKind.FUNCTION) {
          create.routine().ifPresent(each -> at.schema().texts().define(create.name(), each));
        } else {
          at.schema()
              .texts()
              .put(
                  new ObjectName(create.kind(), Optional.empty(), create.name()), create.routine());
        }
      }
    }
  }

  private static void view(Enactment at, Operation.CreateObject create, char kind) {
    Optional<Table> there = at.schema().table(create.name());
    ObjectName object = ObjectName.table(create.name());
    if (there.isPresent()) {
      if (create.tolerant() || at.isPerhaps()) {
        at.schema().texts().put(object, Optional.empty());
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
    at.schema().texts().put(object, create.routine());
    at.added(object, view);
  }

  static void drop(Enactment at, Operation.DropObject drop) {
    switch (drop.kind()) {
      case VIEW, MATERIALIZED_VIEW -> dropView(at, drop);
      default -> {
        if (drop.cascade()) {
          CascadeEnactment.of(at, drop);
        }
        if (!at.isPerhaps()) {
          if (drop.kind() == ObjectKind.FUNCTION) {
            at.schema().texts().drop(drop.name());
          }
          at.schema().remove(drop.kind(), drop.name());
        }
      }
    }
  }

  private static void dropView(Enactment at, Operation.DropObject drop) {
    ObjectName object = ObjectName.table(drop.name());
    Optional<Table> view = at.schema().table(drop.name());
    if (view.isEmpty()) {
      if (Unseen.mayBe(at, object)) {
        Unseen.dropped(at, object, drop.ifExists());
      }
    } else if (at.isPerhaps()) {
      at.schema().put(view.get().doubted());
    } else {
      if (drop.cascade()) {
        at.dropViewsOf(drop.name());
      }
      TableEnactment.remove(at, view.get());
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
