package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// GitHub's pages for registering an App by a manifest: a browser posts one, a person presses the
/// button, and the browser is sent back with a code that is good for one exchange.
public final class AppRegistrations implements HttpHandler {
  private final StandIn github;
  private final Map<String, JsonNode> byCode = new ConcurrentHashMap<>();
  private volatile Optional<JsonNode> latest = Optional.empty();
  private volatile Optional<String> owner = Optional.empty();

  AppRegistrations(StandIn github) {
    this.github = github;
  }

  /// The manifest that was posted last.
  public Optional<JsonNode> manifest() {
    return latest;
  }

  /// The organisation that the App was registered for; empty for a person's own account.
  public Optional<String> organisation() {
    return owner;
  }

  void register(Routes routes) {
    routes.asAnybody("apps/create-from-manifest", this::convert);
  }

  private Answer convert(Call call) {
    JsonNode manifest = byCode.remove(call.path().get("code"));
    if (manifest == null) {
      throw Refusal.notFound();
    }
    RegisteredApp app = github.app();
    var body = github.shapes().app(app);
    body.put("client_secret", "a client secret only for tests");
    body.put("webhook_secret", app.webhookSecret());
    body.put("pem", app.privateKeyPem());
    return Answer.created(body);
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      if (!exchange.getRequestMethod().equals("POST") || !form.startsWith("manifest=")) {
        exchange.sendResponseHeaders(422, -1);
        return;
      }
      JsonNode manifest =
          Json.MAPPER.readTree(
              URLDecoder.decode(form.substring("manifest=".length()), StandardCharsets.UTF_8));
      String path = exchange.getRequestURI().getPath();
      owner =
          path.startsWith("/organizations/")
              ? Optional.of(path.split("/", -1)[2])
              : Optional.empty();
      latest = Optional.of(manifest);
      String code = UUID.randomUUID().toString();
      byCode.put(code, manifest);
      String back = manifest.path("redirect_url").asText() + "?code=" + code + "&" + query;
      byte[] page =
          ("<!doctype html><title>Create GitHub App</title><link rel=\"icon\" href=\"data:,\"><a id=\"create\" href=\""
                  + back.replace("&", "&amp;")
                  + "\">Create GitHub App</a>")
              .getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
    }
  }
}
