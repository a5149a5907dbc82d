package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// A plain client for trying the stand-in, with the headers that GitHub wants.
final class Client {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final StandIn github;
  private final String authorization;

  /// What came back.
  record Reply(int status, JsonNode body, HttpResponse<byte[]> raw) {
    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  private Client(StandIn github, String authorization) {
    this.github = github;
    this.authorization = authorization;
  }

  static Client with(StandIn github, String authorization) {
    return new Client(github, authorization);
  }

  static Client asApp(StandIn github) {
    Instant now = Instant.now();
    return new Client(github, "Bearer " + jwt(github.app(), now, now.plusSeconds(300)));
  }

  static Client asInstallation(StandIn github) {
    Reply token =
        asApp(github).post("/app/installations/" + github.installation() + "/access_tokens", "{}");
    return new Client(github, "Bearer " + token.body().get("token").asText());
  }

  static String jwt(RegisteredApp app, Instant issued, Instant expires) {
    String claims =
        Json.object(
                "iss", Long.toString(app.id()),
                "iat", issued.getEpochSecond(),
                "exp", expires.getEpochSecond())
            .toString();
    String unsigned = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encode(claims);
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(app.keys().getPrivate());
      signature.update(unsigned.getBytes(StandardCharsets.US_ASCII));
      return unsigned
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  Reply get(String path) {
    return send("GET", path, Optional.empty());
  }

  Reply get(String path, String header, String value) {
    return send(request("GET", path, Optional.empty()).header(header, value));
  }

  Reply post(String path, String body) {
    return send("POST", path, Optional.of(body));
  }

  Reply post(String path, Object... pairs) {
    return send("POST", path, Optional.of(Json.object(pairs).toString()));
  }

  Reply patch(String path, Object... pairs) {
    return send("PATCH", path, Optional.of(Json.object(pairs).toString()));
  }

  Reply delete(String path) {
    return send("DELETE", path, Optional.empty());
  }

  private Reply send(String method, String path, Optional<String> body) {
    return send(request(method, path, body));
  }

  HttpRequest.Builder request(String method, String path, Optional<String> body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(github.url() + path))
            .header("Accept", "application/vnd.github+json")
            .header("X-GitHub-Api-Version", "2022-11-28")
            .header("User-Agent", "test")
            .header("Authorization", authorization);
    body.ifPresent(text -> request.header("Content-Type", "application/json"));
    return request.method(
        method,
        body.map(HttpRequest.BodyPublishers::ofString)
            .orElseGet(HttpRequest.BodyPublishers::noBody));
  }

  Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      JsonNode body =
          response.body().length == 0 ? Json.object() : Json.MAPPER.readTree(response.body());
      return new Reply(response.statusCode(), body, response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
