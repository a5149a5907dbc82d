package dev.retort.report;

import dev.retort.schema.Column;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Entity;
import dev.retort.schema.EnumType;
import dev.retort.schema.Index;
import dev.retort.schema.Key;
import dev.retort.schema.ObjectName;
import dev.retort.schema.ObjectName.Followed;
import dev.retort.schema.Provenance;
import dev.retort.schema.Schema;
import dev.retort.schema.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/// What scripts are told of each kind of object of a schema.
final class EntityForm {
  private EntityForm() {}

  /// All objects of a schema by their names, each with the revision that made it.
  static JsonForm<Schema> objects() {
    Map<Followed, JsonForm<Entity>> forms = forms(true);
    return new JsonForm.Of<>(
        (json, schema) -> {
          json.writeStartObject();
          for (Named named : all(schema)) {
            json.writeFieldName(named.name().toString());
            form(forms, named.entity()).write(json, named.entity());
          }
          json.writeEndObject();
        },
        schema -> {
          schema.type("object");
          schema.properties(
              "patternProperties",
              forms.entrySet().stream()
                  .map(each ->
                      new JsonSchema.Property("^" + each.getKey().words() + " ", each.getValue()))
                  .toList());
          schema.nothingElse();
        });
  }

  /// What an object is.
  static JsonForm<Entity> facts() {
    Map<Followed, JsonForm<Entity>> forms = forms(false);
    return JsonForm.named(
        "facts",
        new JsonForm.Of<>(
            (json, entity) -> form(forms, entity).write(json, entity),
            schema -> schema.anyOf(List.copyOf(forms.values()))));
  }

  private record Named(ObjectName name, Entity entity) {}

  private static List<Named> all(Schema schema) {
    List<Named> all = new ArrayList<>();
    for (Table table : schema.tables()) {
      if (!table.foreign()) {
        all.add(new Named(ObjectName.table(table.name()), table));
      }
      for (Column column : table.columns().values()) {
        all.add(new Named(ObjectName.column(table.name(), column.name()), column));
      }
      for (Key key : table.keys().values()) {
        all.add(new Named(ObjectName.constraint(table.name(), key.name()), key));
      }
      for (Index index : table.indexes().values()) {
        all.add(new Named(ObjectName.index(index.name()), index));
      }
    }
    for (EnumType type : schema.enums()) {
      all.add(new Named(ObjectName.enumType(type.name()), type));
    }
    return all;
  }

  private static Followed kind(Entity entity) {
    return switch (entity) {
      case Table _ -> Followed.TABLE;
      case Column _ -> Followed.COLUMN;
      case Key _ -> Followed.CONSTRAINT;
      case Index _ -> Followed.INDEX;
      case EnumType _ -> Followed.ENUM;
    };
  }

  /// @param made whether to say who made it
  /// @return one for each kind, in the order of the kinds
  private static Map<Followed, JsonForm<Entity>> forms(boolean made) {
    Map<Followed, JsonForm<Entity>> forms = new EnumMap<>(Followed.class);
    for (Followed kind : Followed.values()) {
      forms.put(kind, form(kind, made));
    }
    return forms;
  }

  private static JsonForm<Entity> form(Map<Followed, JsonForm<Entity>> forms, Entity entity) {
    return Objects.requireNonNull(forms.get(kind(entity)));
  }

  private static JsonForm<Entity> form(Followed kind, boolean made) {
    return switch (kind) {
      case TABLE -> of(Table.class, told(table(), made));
      case COLUMN -> of(Column.class, told(column(), made));
      case CONSTRAINT ->
          of(
              Key.class,
              JsonForm.either(
                  key -> key.spec().reference().isPresent(),
                  told(foreignKey(), made),
                  told(key(), made)));
      case INDEX -> of(Index.class, told(index(), made));
      case ENUM -> of(EnumType.class, JsonForm.as(EntityForm::values, JsonForm.TEXTS));
    };
  }

  private static <E extends Entity> JsonForm<Entity> of(Class<E> type, JsonForm<E> form) {
    return JsonForm.as(type::cast, form);
  }

  private static <E extends Entity> JsonForm<E> told(JsonObject<E> form, boolean made) {
    return made
        ? form.all(
            Entity::made,
            new JsonObject<Provenance>()
                .text("revision", Provenance::revision)
                .count("line", Provenance::line))
        : form;
  }

  private static JsonObject<Table> table() {
    return new JsonObject<Table>()
        .field(
            "kind",
            Table::kind,
            JsonForm.word(new Character[] {'r', 'p', 'v', 'm', 'f'}, String::valueOf));
  }

  private static JsonObject<Column> column() {
    return new JsonObject<Column>()
        .text("type", Column::type)
        .orNull("null", Column::nullable, JsonForm.FLAG)
        .orNull("default", column -> SchemaFacts.kept(column.value()), JsonForm.TEXT);
  }

  private static JsonObject<Key> foreignKey() {
    return key(kind -> kind == ConstraintSpec.Kind.FOREIGN_KEY)
        .all(
            key -> key.spec().reference().orElseThrow(),
            new JsonObject<ConstraintSpec.Reference>()
                .text("ref", ConstraintSpec.Reference::table)
                .texts("refcols", ConstraintSpec.Reference::columns)
                .orNull("ondelete", ConstraintSpec.Reference::onDelete, JsonForm.TEXT));
  }

  private static JsonObject<Key> key() {
    return key(kind -> kind != ConstraintSpec.Kind.FOREIGN_KEY);
  }

  private static JsonObject<Key> key(Predicate<ConstraintSpec.Kind> kinds) {
    return new JsonObject<Key>()
        .field(
            "type",
            key -> key.spec().kind(),
            JsonForm.word(
                Arrays.stream(ConstraintSpec.Kind.values())
                    .filter(kinds)
                    .toArray(ConstraintSpec.Kind[]::new),
                kind -> String.valueOf(kind.letter())))
        .texts("columns", key -> key.spec().columns());
  }

  private static JsonObject<Index> index() {
    return new JsonObject<Index>()
        .text("table", index -> index.spec().table())
        .texts("columns", index -> index.spec().columns())
        .flag("unique", index -> index.spec().unique())
        .text("method", index -> index.spec().method())
        .orNull("where", index -> index.spec().where(), JsonForm.TEXT);
  }

  private static List<String> values(EnumType type) {
    return type.values().orElse(List.of());
  }
}
