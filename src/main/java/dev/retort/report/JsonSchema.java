package dev.retort.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A JSON Schema, draft 2020-12, while it is written.
final class JsonSchema {
  private final JsonGenerator json;
  private final boolean closed;
  private final Map<String, Described> named = new LinkedHashMap<>();
  private final Deque<String> unwritten = new ArrayDeque<>();

  private JsonSchema(JsonGenerator json, boolean closed) {
    this.json = json;
    this.closed = closed;
  }

  /// Something that a schema can be of.
  @FunctionalInterface
  interface Described {
    /// Writes the keywords into an object that is open.
    void describe(JsonSchema schema) throws IOException;
  }

  /// A property of an object.
  record Property(String name, Described form) {}

  /// A whole document, with a line feed at its end.
  ///
  /// @param id its address
  /// @param closed whether objects may have no other properties than the named ones
  static String document(String id, String title, Described form, boolean closed) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.useDefaultPrettyPrinter();
      JsonSchema schema = new JsonSchema(json, closed);
      json.writeStartObject();
      schema.keyword("$schema", "https://json-schema.org/draft/2020-12/schema");
      schema.keyword("$id", id);
      schema.keyword("title", title);
      form.describe(schema);
      schema.definitions();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written to", e);
    }
    return out.append('\n').toString();
  }

  private void definitions() throws IOException {
    if (unwritten.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("$defs");
    while (!unwritten.isEmpty()) {
      String name = unwritten.removeFirst();
      Described form = named.get(name);
      if (form != null) {
        keyword(name, form);
      }
    }
    json.writeEndObject();
  }

  void keyword(String name, String value) throws IOException {
    json.writeStringField(name, value);
  }

  void keyword(String name, int value) throws IOException {
    json.writeNumberField(name, value);
  }

  /// A keyword whose value is a schema.
  void keyword(String name, Described form) throws IOException {
    json.writeFieldName(name);
    schema(form);
  }

  private void schema(Described form) throws IOException {
    json.writeStartObject();
    form.describe(this);
    json.writeEndObject();
  }

  void type(String... types) throws IOException {
    if (types.length == 1) {
      keyword("type", types[0]);
    } else {
      texts("type", List.of(types));
    }
  }

  void oneOf(List<String> words) throws IOException {
    oneOf(words, false);
  }

  /// @param orNothing whether `null` is one as well
  void oneOf(List<String> words, boolean orNothing) throws IOException {
    json.writeArrayFieldStart("enum");
    for (String word : words) {
      json.writeString(word);
    }
    if (orNothing) {
      json.writeNull();
    }
    json.writeEndArray();
  }

  void required(List<String> properties) throws IOException {
    if (!properties.isEmpty()) {
      texts("required", properties);
    }
  }

  void properties(List<Property> properties) throws IOException {
    properties("properties", properties);
  }

  /// @param keyword `properties` or `patternProperties`
  void properties(String keyword, List<Property> properties) throws IOException {
    json.writeObjectFieldStart(keyword);
    for (Property property : properties) {
      keyword(property.name(), property.form());
    }
    json.writeEndObject();
  }

  /// No other properties, where the schema is a closed one.
  void nothingElse() throws IOException {
    if (closed) {
      never("additionalProperties");
    }
  }

  void never(String keyword) throws IOException {
    json.writeBooleanField(keyword, false);
  }

  void anyOf(List<Described> forms) throws IOException {
    json.writeArrayFieldStart("anyOf");
    for (Described form : forms) {
      schema(form);
    }
    json.writeEndArray();
  }

  void reference(String name, Described form) throws IOException {
    if (named.putIfAbsent(name, form) == null) {
      unwritten.addLast(name);
    }
    keyword("$ref", "#/$defs/" + name);
  }

  void nullWhere(String field, String other, String word) throws IOException {
    keyword("if", says(other, schema -> schema.keyword("const", word)));
    keyword("then", says(field, schema -> schema.type("null")));
    keyword("else", says(field, schema -> schema.keyword("not", nothing -> nothing.type("null"))));
  }

  private static Described says(String field, Described what) {
    return schema -> schema.properties(List.of(new Property(field, what)));
  }

  private void texts(String keyword, List<String> texts) throws IOException {
    json.writeArrayFieldStart(keyword);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
