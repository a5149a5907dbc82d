package dev.retort.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// GitHub says no, with its words.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String DOCS = "https://docs.github.com/rest";

  private final transient Answer answer;

  private Refusal(int status, ObjectNode body) {
    super(status + " " + body.path("message").asText());
    body.put("documentation_url", DOCS).put("status", Integer.toString(status));
    this.answer = new Answer(status, Optional.of(body), Map.of());
  }

  Answer answer() {
    return answer;
  }

  static Refusal of(int status, String message) {
    return new Refusal(status, Json.object("message", message));
  }

  static Refusal notFound() {
    return of(404, "Not Found");
  }

  static Refusal forbidden() {
    return of(403, "Resource not accessible by integration");
  }

  /// A 422 with a list of plain words.
  static Refusal unprocessable(String... errors) {
    return new Refusal(
        422, Json.object("message", "Unprocessable Entity", "errors", List.of(errors)));
  }

  /// A 422 about one field.
  static Refusal invalid(String resource, String field, String code, String message) {
    return new Refusal(
        422,
        Json.object(
            "message",
            "Validation Failed",
            "errors",
            List.of(
                Json.object(
                    "resource", resource, "field", field, "code", code, "message", message))));
  }
}
