package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A request as it came, and what became of it.
///
/// @param operation GitHub's name for it, like `pulls/get`, or `graphql/` and the query's; empty
///   where there is none
/// @param path as sent, without the query
/// @param body an empty object where there was none
/// @param status of the answer; 0 where the answer was lost
/// @param illegal what about it GitHub's interface does not allow
/// @param at when it was answered
public record LoggedRequest(
    long number,
    String operation,
    String method,
    String path,
    Map<String, String> query,
    JsonNode body,
    int status,
    List<String> illegal,
    Instant at) {
  /// Whether it asked for a change.
  public boolean isWrite() {
    if (operation.startsWith("graphql/")) {
      return body.path("query").asText().strip().startsWith("mutation");
    }
    return !method.equals("GET") && !operation.equals("apps/create-installation-access-token");
  }

  @Override
  public String toString() {
    return method
        + " "
        + path
        + (query.isEmpty() ? "" : "?" + query)
        + " "
        + status
        + (illegal.isEmpty() ? "" : " " + illegal);
  }
}
