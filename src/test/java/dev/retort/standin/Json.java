package dev.retort.standin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Short ways of writing JSON values.
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  /// @param pairs names and values in turn
  static ObjectNode object(Object... pairs) {
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < pairs.length; i += 2) {
      object.set((String) pairs[i], value(pairs[i + 1]));
    }
    return object;
  }

  static ArrayNode array(Collection<?> values) {
    ArrayNode array = NODES.arrayNode();
    values.forEach(value -> array.add(value(value)));
    return array;
  }

  static JsonNode value(Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case JsonNode node -> node;
      case Optional<?> optional -> value(optional.orElse(null));
      case Instant instant -> NODES.textNode(instant.truncatedTo(ChronoUnit.SECONDS).toString());
      case Collection<?> collection -> array(collection);
      default -> MAPPER.valueToTree(value);
    };
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode resource(String name) {
    try (var stream = Json.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("no test resource " + name);
      }
      return MAPPER.readTree(new GZIPInputStream(stream));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
