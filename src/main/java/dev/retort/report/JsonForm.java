package dev.retort.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The form of one kind of JSON value: how a value is written, and what the published schema says
/// of it. Both come from one declaration, so that neither can say what the other does not.
///
/// @param <T> what is written
interface JsonForm<T> extends JsonSchema.Described {
  void write(JsonGenerator json, T value) throws IOException;

  /// Writes a value where one may stand.
  @FunctionalInterface
  interface Writing<T> {
    void write(JsonGenerator json, T value) throws IOException;
  }

  /// A form out of its two halves.
  record Of<T>(Writing<T> writing, JsonSchema.Described described) implements JsonForm<T> {
    @Override
    public void write(JsonGenerator json, T value) throws IOException {
      writing.write(json, value);
    }

    @Override
    public void describe(JsonSchema schema) throws IOException {
      described.describe(schema);
    }
  }

  JsonForm<String> TEXT = new Of<>(JsonGenerator::writeString, schema -> schema.type("string"));

  /// A text that says something.
  JsonForm<String> WORDS =
      new Of<>(
          JsonGenerator::writeString,
          schema -> {
            schema.type("string");
            schema.keyword("minLength", 1);
          });

  JsonForm<String> ADDRESS =
      new Of<>(
          JsonGenerator::writeString,
          schema -> {
            schema.type("string");
            schema.keyword("format", "uri");
          });

  /// A rule's code.
  JsonForm<String> CODE =
      new Of<>(
          JsonGenerator::writeString,
          schema -> {
            schema.type("string");
            schema.keyword("pattern", "^RT[0-9]{3}$");
          });

  /// A whole number from nought.
  JsonForm<Integer> COUNT =
      new Of<>(
          JsonGenerator::writeNumber,
          schema -> {
            schema.type("integer");
            schema.keyword("minimum", 0);
          });

  JsonForm<Boolean> FLAG = new Of<>(JsonGenerator::writeBoolean, schema -> schema.type("boolean"));

  JsonForm<Iterable<? extends String>> TEXTS = list(TEXT);

  /// One of a few words.
  ///
  /// @param all every value that there is
  /// @param word what is written for each
  static <E> JsonForm<E> word(E[] all, Function<? super E, String> word) {
    List<String> words = Arrays.stream(all).<String>map(word).distinct().toList();
    return new Of<>(
        (json, value) -> json.writeString(word.apply(value)), schema -> schema.oneOf(words));
  }

  static <T> JsonForm<Iterable<? extends T>> list(JsonForm<T> form) {
    return new Of<>(
        (json, values) -> {
          json.writeStartArray();
          for (T value : values) {
            form.write(json, value);
          }
          json.writeEndArray();
        },
        schema -> {
          schema.type("array");
          schema.keyword("items", form);
        });
  }

  /// `null` for what is not there.
  static <T> JsonForm<Optional<? extends T>> orNull(JsonForm<T> form) {
    return new Of<>(
        (json, value) -> {
          if (value.isPresent()) {
            form.write(json, value.get());
          } else {
            json.writeNull();
          }
        },
        schema -> schema.anyOf(List.of(form, nothing -> nothing.type("null"))));
  }

  /// Said once in the schema, and referred to wherever it stands.
  static <T> JsonForm<T> named(String name, JsonForm<T> form) {
    return new Of<>(form::write, schema -> schema.reference(name, form));
  }

  /// What is written in one of two ways.
  static <T> JsonForm<T> either(Predicate<? super T> first, JsonForm<T> one, JsonForm<T> other) {
    return new Of<>(
        (json, value) -> (first.test(value) ? one : other).write(json, value),
        schema -> schema.anyOf(List.of(one, other)));
  }

  /// What is written as something that it is made into.
  static <T, U> JsonForm<T> as(Function<? super T, ? extends U> made, JsonForm<U> form) {
    return new Of<>((json, value) -> form.write(json, made.apply(value)), form);
  }
}
