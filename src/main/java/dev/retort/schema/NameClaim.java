package dev.retort.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A name that is taken for an object.
///
/// @param chosen whether the database chose it, and would choose another one where it is taken
record NameClaim(ObjectName object, Provenance by, boolean chosen, Optional<Entity> entity) {
  /// The names that an object takes of those that PostgreSQL gives only once in a schema, each with
  /// what it is the name of: tables, views, indexes and sequences share theirs (`pg_class`), and so
  /// do types and the rows of tables (`pg_type`). A key's index is called as the key is. A table
  /// has one primary key, whatever that is called.
  static List<String> names(ObjectName object, Optional<Entity> entity) {
    List<String> names = new ArrayList<>();
    if (isRelation(object)) {
      names.add("relation " + object.name());
    }
    if (isType(object)) {
      names.add("type " + object.name());
    }
    if (object.kind() == ObjectName.Followed.CONSTRAINT) {
      names.add(object.toString());
      String table = object.table().orElseThrow();
      entity
          .filter(each -> each instanceof Key key && key.spec().hasIndex())
          .ifPresent(_ -> names.add(ofIndex(table, object.name())));
      entity
          .filter(each ->
              each instanceof Key key && key.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY)
          .ifPresent(_ -> names.add("primary key " + table));
    }
    if (entity.filter(each -> isSerial(each)).isPresent()) {
      names.add("relation " + object.table().orElseThrow() + "_" + object.name() + "_seq");
    }
    return names;
  }

  /// The name of a key's index, which lies where the table does.
  static String ofIndex(String table, String key) {
    return "relation " + table.substring(0, table.lastIndexOf('.') + 1) + key;
  }

  private static boolean isRelation(ObjectName object) {
    return switch (object.kind()) {
      case ObjectName.Followed followed ->
          followed == ObjectName.Followed.TABLE || followed == ObjectName.Followed.INDEX;
      case ObjectKind kind -> kind.isTableLike() || kind == ObjectKind.SEQUENCE;
    };
  }

  private static boolean isType(ObjectName object) {
    return switch (object.kind()) {
      case ObjectName.Followed followed ->
          followed == ObjectName.Followed.TABLE || followed == ObjectName.Followed.ENUM;
      case ObjectKind kind ->
          kind.isTableLike() || kind == ObjectKind.DOMAIN || kind == ObjectKind.TYPE;
    };
  }

  static boolean isSerial(Entity entity) {
    return entity instanceof Column column
        && column.value() instanceof ColumnDefault.Generated(boolean identity)
        && !identity;
  }

  /// A name without the number that the database puts behind one which is taken.
  static String stem(String name) {
    int end = name.length();
    while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
      end--;
    }
    return name.substring(0, end);
  }

  /// Whether two objects of one name are the same object, seen from two kinds of effects.
  boolean isSame(NameClaim other) {
    return object.equals(other.object());
  }

  /// Whether either order leaves the same: the database chose both names, for the same.
  boolean isAlike(NameClaim other) {
    return chosen
        && other.chosen()
        && entity.isPresent()
        && other.entity().isPresent()
        && entity.get().getClass() == other.entity().get().getClass()
        && NetEffects.alike(entity.get(), other.entity().get());
  }
}
