package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A webhook that was or will be sent, with every attempt to send it.
public final class Delivery {
  /// One attempt.
  ///
  /// @param status HTTP status of the answer; 0 where there was none
  public record Attempt(long id, Instant at, int status, boolean redelivery, double seconds) {}

  private final String guid;
  private final String event;
  private final JsonNode payload;
  private final byte[] body;
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();

  Delivery(String guid, String event, JsonNode payload) {
    this.guid = guid;
    this.event = event;
    this.payload = payload;
    this.body = Json.bytes(payload);
  }

  /// What `X-GitHub-Delivery` says; a redelivery keeps it.
  public String guid() {
    return guid;
  }

  public String event() {
    return event;
  }

  /// Empty where the event has none.
  public String action() {
    return payload.path("action").asText();
  }

  public JsonNode payload() {
    return payload;
  }

  byte[] body() {
    return body;
  }

  public List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  void add(Attempt attempt) {
    attempts.add(attempt);
  }

  /// Whether the last attempt was answered with 2xx.
  public boolean succeeded() {
    return !attempts.isEmpty() && attempts.getLast().status() / 100 == 2;
  }

  @Override
  public String toString() {
    return event + (action().isEmpty() ? "" : "." + action()) + " " + attempts;
  }
}
