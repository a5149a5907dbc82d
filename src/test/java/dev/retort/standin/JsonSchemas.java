package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// Turns the schemas of an OpenAPI 3.0 document into JSON Schema 2020-12, which differ in how they
/// say "or null" and in where an exclusive bound stands.
final class JsonSchemas {
  private static final String COMPONENTS = "#/components/schemas/";

  private final String target;
  private final boolean strict;

  /// @param target where references to named schemas lead, like `#/named/`
  /// @param strict whether an object may hold only what the schema names
  JsonSchemas(String target, boolean strict) {
    this.target = target;
    this.strict = strict;
  }

  JsonNode convert(JsonNode schema) {
    return convert(schema, strict);
  }

  private JsonNode convert(JsonNode schema, boolean closed) {
    if (!schema.isObject()) {
      return schema;
    }
    if (schema.has("$ref")) {
      String name = schema.get("$ref").asText().substring(COMPONENTS.length());
      return Json.object("$ref", target + name);
    }
    ObjectNode converted = Json.object();
    schema
        .properties()
        .forEach(field -> {
          JsonNode value = field.getValue();
          switch (field.getKey()) {
            case "properties" -> converted.set("properties", each(value));
            case "items" -> converted.set("items", convert(value, strict));
            case "additionalProperties" -> {
              // In a branch of a strict body it would wave every unknown field through.
              if (value.isObject() || closed || !strict) {
                converted.set("additionalProperties", convert(value, strict));
              }
            }
            case "allOf", "anyOf", "oneOf" -> converted.set(field.getKey(), branches(value));
            case "not" -> converted.set("not", convert(value, false));
            case "nullable", "example", "deprecated", "discriminator", "default" -> {
              // Said differently below, or no constraint.
            }
            default -> converted.set(field.getKey(), value);
          }
        });
    if (closed && converted.has("properties") && !converted.has("additionalProperties")) {
      converted.put("unevaluatedProperties", false);
    }
    return schema.path("nullable").asBoolean() ? orNull(converted) : converted;
  }

  private ObjectNode each(JsonNode properties) {
    ObjectNode converted = Json.object();
    properties
        .properties()
        .forEach(field -> converted.set(field.getKey(), convert(field.getValue(), strict)));
    return converted;
  }

  private ArrayNode branches(JsonNode all) {
    return Json.array(all.valueStream().map(branch -> convert(branch, false)).toList());
  }

  private static JsonNode orNull(ObjectNode schema) {
    JsonNode isNull = Json.object("type", "null");
    for (String choice : List.of("anyOf", "oneOf")) {
      if (schema.has(choice)) {
        ((ArrayNode) schema.get(choice)).add(isNull);
        return schema;
      }
    }
    return Json.object("anyOf", List.of(isNull, schema));
  }
}
