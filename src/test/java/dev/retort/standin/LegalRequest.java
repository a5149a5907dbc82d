package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request held against GitHub's description of its interface, for tests whose answers come from
/// somewhere else than the stand-in.
public final class LegalRequest {
  private LegalRequest() {}

  /// What is wrong with a request; nothing where GitHub takes it.
  ///
  /// @param url path and query, as sent
  public static List<String> faults(String method, String url, byte[] body) {
    URI address = URI.create(url);
    if (GraphQlSchema.isAt(method, address.getRawPath())) {
      return GraphQlSchema.faults(json(body).orElse(Json.object()));
    }
    String path = address.getRawPath().replaceFirst("^/api/v3(?=/)", "");
    String named = path.replaceFirst("^/repositories/[0-9]+", "/repos/owner/name");
    GitHubInterface known = GitHubInterface.loaded();
    Optional<GitHubInterface.Match> match = known.match(method, named);
    if (match.isEmpty()) {
      return List.of("GitHub knows no " + method + " " + path);
    }
    return known
        .faults(match.get(), query(Optional.ofNullable(address.getRawQuery())), json(body))
        .stream()
        .map(fault -> method + " " + path + ": " + fault)
        .toList();
  }

  private static Optional<JsonNode> json(byte[] body) {
    if (body.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.MAPPER.readTree(body));
    } catch (IOException e) {
      throw new IllegalArgumentException("the body is no JSON", e);
    }
  }

  private static Map<String, String> query(Optional<String> raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw.isEmpty()) {
      return query;
    }
    for (String pair : raw.get().split("&", -1)) {
      int equals = pair.indexOf('=');
      query.put(
          URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return query;
  }
}
