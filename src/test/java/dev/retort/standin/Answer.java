package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a request is answered with.
record Answer(int status, Optional<JsonNode> body, Map<String, String> headers) {
  static Answer ok(JsonNode body) {
    return new Answer(200, Optional.of(body), Map.of());
  }

  static Answer created(JsonNode body) {
    return new Answer(201, Optional.of(body), Map.of());
  }

  static Answer noContent() {
    return new Answer(204, Optional.empty(), Map.of());
  }

  Answer with(String header, String value) {
    if (value.isEmpty()) {
      return this;
    }
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, body, more);
  }
}
