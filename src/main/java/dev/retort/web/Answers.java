package dev.retort.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import java.util.Map;
import java.util.TreeMap;

/// Small JSON answers.
final class Answers {
  private static final JsonMapper JSON = new JsonMapper();

  private Answers() {}

  static void write(Context request, int status, Map<String, ?> answer) {
    try {
      request
          .status(status)
          .header("Cache-Control", "no-store")
          .header("X-Content-Type-Options", "nosniff")
          .contentType("application/json")
          .result(JSON.writeValueAsString(new TreeMap<>(answer)) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
