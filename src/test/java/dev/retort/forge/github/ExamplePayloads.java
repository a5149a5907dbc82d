package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// GitHub's own example payloads.
public record ExamplePayloads(String event, JsonNode payload) {
  public static final JsonMapper JSON = new JsonMapper();

  public static List<ExamplePayloads> all() {
    var all = new ArrayList<ExamplePayloads>();
    try (var file = ExamplePayloads.class.getResourceAsStream("/github/webhook-examples.json.gz")) {
      for (var group : JSON.readTree(new GZIPInputStream(file))) {
        for (var payload : group.path("examples")) {
          all.add(new ExamplePayloads(group.path("event").asText(), payload));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  public byte[] body() {
    return bytes(payload);
  }

  static byte[] bytes(JsonNode node) {
    try {
      return JSON.writeValueAsBytes(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return event + " " + payload.path("action").asText();
  }
}
