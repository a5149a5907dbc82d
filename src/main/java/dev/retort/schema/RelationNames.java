package dev.retort.schema;

import java.util.Optional;

/// The names of tables, views, sequences, indexes and the indexes that keys keep: PostgreSQL has
/// one namespace for all of them in each schema.
final class RelationNames {
  private RelationNames() {}

  /// Whether anything that may be there has a name.
  static boolean isTaken(Schema schema, String name) {
    return schema.index(name).isPresent() || besidesIndexes(schema, name);
  }

  /// Whether something else than an index has a name, as far as is known.
  static boolean besidesIndexes(Schema schema, String name) {
    return schema.table(name).isPresent()
        || schema.has(ObjectKind.SEQUENCE, name)
        || key(schema, name).isPresent();
  }

  /// What else than an index surely has a name.
  static Optional<Entity> surely(Enactment at, String name) {
    Optional<Entity> table =
        at.schema()
            .table(name)
            .filter(each -> isSure(at, each) && !each.foreign())
            .map(Entity.class::cast);
    return table.or(() -> key(at.schema(), name).filter(each -> isSure(at, each)));
  }

  /// Says that something is made whose name, or whose index's name, another relation has.
  static void refuse(Enactment at, String name, Operation operation, Entity holder) {
    ObjectName object = holder instanceof Table ? ObjectName.table(name) : ObjectName.index(name);
    at.clash(Clash.Kind.MADE_TWICE, object, operation, Optional.of(holder.made()));
  }

  /// The same of a key that another table gets, whose index has its name.
  static void refuseKey(Enactment at, String name, Operation operation) {
    Optional<Entity> index =
        at.schema().index(name).filter(each -> isSure(at, each)).map(Entity.class::cast);
    index.or(() -> surely(at, name)).ifPresent(holder -> refuse(at, name, operation, holder));
  }

  private static boolean isSure(Enactment at, Entity entity) {
    return entity.sure() && at.schema().isCertain(entity.made());
  }

  /// The key whose index has a name.
  private static Optional<Key> key(Schema schema, String name) {
    String plain = name.substring(name.lastIndexOf('.') + 1);
    String prefix = name.substring(0, name.length() - plain.length());
    if (!schema.hasKey(prefix, plain)) {
      return Optional.empty();
    }
    return schema.tables().stream()
        .filter(table -> table.prefix().equals(prefix))
        .flatMap(table -> Optional.ofNullable(table.keys().get(plain)).stream())
        .filter(key -> key.spec().hasIndex())
        .findFirst();
  }
}
