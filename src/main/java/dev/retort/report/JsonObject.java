package dev.retort.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The form of a JSON object: its fields in the order in which they are written.
///
/// @param <T> what is written as such an object
final class JsonObject<T> implements JsonForm<T> {
  private final List<Field<T>> fields;
  private final List<JsonSchema.Described> rules;

  JsonObject() {
    this(List.of(), List.of());
  }

  private JsonObject(List<Field<T>> fields, List<JsonSchema.Described> rules) {
    this.fields = List.copyOf(fields);
    this.rules = List.copyOf(rules);
  }

  /// @param always whether every such object has it
  private record Field<T>(
      String name, boolean always, JsonSchema.Described form, JsonForm.Writing<T> writing) {}

  <U> JsonObject<T> field(String name, Function<? super T, ? extends U> get, JsonForm<U> form) {
    return with(
        new Field<>(
            name,
            true,
            form,
            (json, value) -> {
              json.writeFieldName(name);
              form.write(json, get.apply(value));
            }));
  }

  /// A field that is left out where it has no value.
  <U> JsonObject<T> maybe(
      String name, Function<? super T, ? extends Optional<? extends U>> get, JsonForm<U> form) {
    return with(
        new Field<>(
            name,
            false,
            form,
            (json, value) -> {
              Optional<? extends U> there = get.apply(value);
              if (there.isPresent()) {
                json.writeFieldName(name);
                form.write(json, there.get());
              }
            }));
  }

  /// A field that is `null` where it has no value.
  <U> JsonObject<T> orNull(
      String name, Function<? super T, ? extends Optional<? extends U>> get, JsonForm<U> form) {
    return field(name, get, JsonForm.orNull(form));
  }

  <U> JsonObject<T> list(
      String name, Function<? super T, ? extends Iterable<? extends U>> get, JsonForm<U> form) {
    return field(name, get, JsonForm.list(form));
  }

  JsonObject<T> text(String name, Function<? super T, String> get) {
    return field(name, get, JsonForm.TEXT);
  }

  JsonObject<T> texts(String name, Function<? super T, ? extends Iterable<? extends String>> get) {
    return field(name, get, JsonForm.TEXTS);
  }

  JsonObject<T> count(String name, Function<? super T, Integer> get) {
    return field(name, get, JsonForm.COUNT);
  }

  JsonObject<T> flag(String name, Function<? super T, Boolean> get) {
    return field(name, get, JsonForm.FLAG);
  }

  /// The fields of another object among its own.
  <U> JsonObject<T> all(Function<? super T, ? extends U> get, JsonObject<U> of) {
    return allOf(value -> Optional.of(get.apply(value)), of, true);
  }

  /// The fields of another object among its own, all of them or none.
  <U> JsonObject<T> allMaybe(
      Function<? super T, ? extends Optional<? extends U>> get, JsonObject<U> of) {
    return allOf(get, of, false);
  }

  /// Adds to the schema that one field is `null` exactly where another one says a certain word.
  JsonObject<T> nullWhere(String field, String other, String word) {
    List<JsonSchema.Described> more = new ArrayList<>(rules);
    more.add(schema -> schema.nullWhere(field, other, word));
    return new JsonObject<>(fields, more);
  }

  private <U> JsonObject<T> allOf(
      Function<? super T, ? extends Optional<? extends U>> get, JsonObject<U> of, boolean always) {
    JsonObject<T> all = this;
    for (Field<U> field : of.fields) {
      all =
          all.with(
              new Field<>(
                  field.name,
                  always && field.always,
                  field.form,
                  (json, value) -> {
                    Optional<? extends U> there = get.apply(value);
                    if (there.isPresent()) {
                      field.writing.write(json, there.get());
                    }
                  }));
    }
    List<JsonSchema.Described> more = new ArrayList<>(all.rules);
    more.addAll(of.rules);
    return new JsonObject<>(all.fields, more);
  }

  private JsonObject<T> with(Field<T> field) {
    List<Field<T>> more = new ArrayList<>(fields);
    more.add(field);
    return new JsonObject<>(more, rules);
  }

  @Override
  public void write(JsonGenerator json, T value) throws IOException {
    json.writeStartObject();
    for (Field<T> field : fields) {
      field.writing.write(json, value);
    }
    json.writeEndObject();
  }

  @Override
  public void describe(JsonSchema schema) throws IOException {
    schema.type("object");
    schema.properties(
        fields.stream().map(field -> new JsonSchema.Property(field.name, field.form)).toList());
    schema.required(fields.stream().filter(Field::always).map(Field::name).toList());
    schema.nothingElse();
    for (JsonSchema.Described rule : rules) {
      rule.describe(schema);
    }
  }
}
