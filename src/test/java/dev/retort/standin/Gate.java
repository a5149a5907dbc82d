package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Takes every request in: holds it against GitHub's interface, looks who asks and what they may,
/// lets planned faults happen, answers and keeps the log.
final class Gate implements HttpHandler {
  /// Answers of one operation that are held against the interface; the rest are alike.
  private static final int CHECKED_ANSWERS = 40;

  private final StandIn github;
  private final Routes routes;
  private final GraphQlRoutes graphQl;
  private final GitHubInterface known = GitHubInterface.loaded();
  private final AtomicLong numbers = new AtomicLong();
  private final Map<String, AtomicInteger> checked = new ConcurrentHashMap<>();

  Gate(StandIn github, Routes routes) {
    this.github = github;
    this.routes = routes;
    this.graphQl = new GraphQlRoutes(github);
  }

  /// A request as it is read, before anything is known about it.
  private record Incoming(
      String method,
      String path,
      Map<String, String> query,
      byte[] bytes,
      Optional<JsonNode> body,
      List<String> illegal) {
    boolean isGraphQl() {
      return GraphQlSchema.isAt(method, path);
    }

    /// GitHub's name for it; for GraphQL the name that the query goes by.
    String operation(Optional<GitHubInterface.Match> match) {
      return isGraphQl()
          ? "graphql/" + body.orElse(Json.object()).path("operationName").asText()
          : match.map(each -> each.operation().id()).orElse("");
    }
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Incoming incoming = read(exchange);
      Optional<GitHubInterface.Match> match =
          known.match(incoming.method(), canonical(incoming.path()));
      String operation = incoming.operation(match);
      List<String> illegal = new ArrayList<>(incoming.illegal());
      illegal.addAll(headerFaults(exchange, incoming));
      Optional<Faults.Fault> fault = github.faults().next(operation, incoming.path());
      if (fault.orElse(null) instanceof Faults.Fault.Unheard) {
        log(operation, incoming, 0, illegal);
        return;
      }
      if (fault.orElse(null) instanceof Faults.Fault.Before before) {
        before.action().run();
      }
      Answer answer =
          fault.orElse(null) instanceof Faults.Fault.Instead instead
              ? checkedOnly(match, incoming, illegal, instead.answer())
              : answer(exchange, match, incoming, illegal);
      if (fault.orElse(null) instanceof Faults.Fault.After after) {
        after.action().run();
      }
      if (fault.orElse(null) instanceof Faults.Fault.LoseAnswer) {
        log(operation, incoming, 0, illegal);
        return;
      }
      // Logged before it is sent, so that whoever has the answer finds it in the log.
      Ready ready = prepare(exchange, answer);
      log(operation, incoming, ready.status(), illegal);
      if (fault.orElse(null) instanceof Faults.Fault.Stall stall) {
        Thread.sleep(stall.time());
      }
      exchange.sendResponseHeaders(
          ready.status(), ready.bytes().length == 0 ? -1 : ready.bytes().length);
      if (ready.bytes().length > 0) {
        exchange.getResponseBody().write(ready.bytes());
      }
    } catch (InterruptedException e) {
      // The stand-in is being closed.
      Thread.currentThread().interrupt();
    }
  }

  private void log(String operation, Incoming incoming, int status, List<String> illegal) {
    github.log(
        new LoggedRequest(
            numbers.incrementAndGet(),
            operation,
            incoming.method(),
            incoming.path(),
            incoming.query(),
            incoming.body().orElse(Json.object()),
            status,
            List.copyOf(illegal),
            github.now()));
  }

  private static Incoming read(HttpExchange exchange) throws IOException {
    List<String> illegal = new ArrayList<>();
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    Optional<JsonNode> body = Optional.empty();
    if (bytes.length > 0) {
      try {
        body = Optional.of(Json.MAPPER.readTree(bytes));
      } catch (IOException e) {
        illegal.add("the body is no JSON");
      }
    }
    Map<String, String> query = new LinkedHashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    if (raw != null && !raw.isEmpty()) {
      for (String pair : raw.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        if (query.put(name, equals < 0 ? "" : decode(pair.substring(equals + 1))) != null) {
          illegal.add("query parameter " + name + " twice");
        }
      }
    }
    return new Incoming(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        query,
        bytes,
        body,
        illegal);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /// `/repositories/{id}/…` names the same as `/repos/{owner}/{name}/…`; a GitHub Enterprise Server
  /// puts `/api/v3` in front of everything.
  private String canonical(String path) {
    String bare = path.startsWith("/api/v3/") ? path.substring("/api/v3".length()) : path;
    String prefix = "/repositories/";
    if (!bare.startsWith(prefix)) {
      return bare;
    }
    int end = bare.indexOf('/', prefix.length());
    String id = bare.substring(prefix.length(), end < 0 ? bare.length() : end);
    String rest = end < 0 ? "" : bare.substring(end);
    String name = github.findById(id).map(HostedRepository::fullName).orElse("no/repository-" + id);
    return "/repos/" + name + rest;
  }

  private List<String> headerFaults(HttpExchange exchange, Incoming incoming) {
    List<String> faults = new ArrayList<>();
    String host = header(exchange, "Host");
    if (!github.url().equals("http://" + host)) {
      faults.add("sent to the host " + host);
    }
    if (!header(exchange, "Accept").contains("application/vnd.github")) {
      faults.add("Accept names no GitHub media type: " + header(exchange, "Accept"));
    }
    if (!header(exchange, "X-GitHub-Api-Version").equals("2022-11-28")) {
      faults.add("X-GitHub-Api-Version is " + header(exchange, "X-GitHub-Api-Version"));
    }
    if (header(exchange, "User-Agent").isEmpty()) {
      faults.add("no User-Agent");
    }
    if (header(exchange, "Authorization").isEmpty()
        && !canonical(incoming.path()).startsWith("/app-manifests/")) {
      faults.add("no Authorization");
    }
    if (incoming.bytes().length > 0
        && !header(exchange, "Content-Type").startsWith("application/json")) {
      faults.add("Content-Type is " + header(exchange, "Content-Type"));
    }
    return faults;
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  /// Holds a request against the interface although a planned fault answers it.
  private Answer checkedOnly(
      Optional<GitHubInterface.Match> match,
      Incoming incoming,
      List<String> illegal,
      Answer answer) {
    if (incoming.isGraphQl()) {
      illegal.addAll(GraphQlSchema.faults(incoming.body().orElse(Json.object())));
      return answer;
    }
    match.ifPresentOrElse(
        each -> illegal.addAll(known.faults(each, incoming.query(), incoming.body())),
        () -> illegal.add("GitHub knows no such request"));
    return answer;
  }

  private Answer answer(
      HttpExchange exchange,
      Optional<GitHubInterface.Match> match,
      Incoming incoming,
      List<String> illegal) {
    try {
      if (incoming.isGraphQl()) {
        return graphQl(exchange, incoming, illegal);
      }
      if (match.isEmpty()) {
        illegal.add("GitHub knows no such request");
        throw Refusal.notFound();
      }
      GitHubInterface.Operation operation = match.get().operation();
      List<String> faults = known.faults(match.get(), incoming.query(), incoming.body());
      illegal.addAll(faults);
      Routes.Route route =
          routes
              .find(operation.id())
              .orElseThrow(() -> {
                illegal.add("the stand-in does not know " + operation.id());
                return Refusal.of(501, operation.id());
              });
      authorize(exchange, match.get(), route);
      if (incoming.bytes().length > 0 && incoming.body().isEmpty()) {
        throw Refusal.of(400, "Problems parsing JSON");
      }
      if (faults.stream().anyMatch(fault -> !fault.startsWith("unknown query parameter"))) {
        throw Refusal.of(422, String.join("; ", faults));
      }
      Call call =
          new Call(
              github,
              operation.id(),
              match.get().path(),
              incoming.query(),
              incoming.body().orElse(Json.object()),
              github.url() + exchange.getRequestURI());
      Answer answer = github.locked(() -> route.handler().apply(call));
      checkAnswer(operation, answer);
      return answer;
    } catch (Refusal refusal) {
      match.ifPresent(each -> checkAnswer(each.operation(), refusal.answer()));
      return refusal.answer();
    } catch (RuntimeException e) {
      illegal.add("the stand-in failed: " + e);
      return Refusal.of(500, e.toString()).answer();
    }
  }

  private Answer graphQl(HttpExchange exchange, Incoming incoming, List<String> illegal) {
    JsonNode body = incoming.body().orElse(Json.object());
    illegal.addAll(GraphQlSchema.faults(body));
    Tokens.Installation token = installation(header(exchange, "Authorization"));
    return github.locked(() -> graphQl.answer(body, token));
  }

  private Tokens.Installation installation(String authorization) {
    if (authorization.isEmpty()) {
      throw Refusal.of(401, "Requires authentication");
    }
    return github
        .tokens()
        .installation(authorization)
        .orElseThrow(() -> Refusal.of(401, "Bad credentials"));
  }

  private void authorize(HttpExchange exchange, GitHubInterface.Match match, Routes.Route route) {
    String authorization = header(exchange, "Authorization");
    if (authorization.isEmpty() && !(route.need() instanceof Routes.Need.Anybody)) {
      throw Refusal.of(401, "Requires authentication");
    }
    switch (route.need()) {
      case Routes.Need.Anybody() -> {}
      case Routes.Need.AsApp() -> github.tokens().requireApp(authorization);
      case Routes.Need.Granted(String level, List<String> anyOf) -> {
        Tokens.Installation token = installation(authorization);
        if (anyOf.stream().noneMatch(permission -> token.may(permission, level))) {
          throw Refusal.forbidden();
        }
        if (match.path().containsKey("repo")) {
          String name = match.path().get("owner") + "/" + match.path().get("repo");
          reach(name, match, level);
          // A fork's objects are reached by the token of what it was forked from.
          if (github
              .find(name)
              .filter(each -> each.isInstalled() && !token.opens(each))
              .isPresent()) {
            throw Refusal.notFound();
          }
        }
      }
    }
  }

  /// The App reaches where it is installed; it may read forks, and push to those whose owner lets
  /// maintainers do so.
  private void reach(String name, GitHubInterface.Match match, String level) {
    HostedRepository repository = github.find(name).orElseThrow(Refusal::notFound);
    if (level.equals("write") && repository.isArchived()) {
      throw Refusal.of(403, "Repository was archived so is read-only.");
    }
    if (repository.isInstalled()) {
      return;
    }
    if (repository.parent().isEmpty()) {
      throw Refusal.notFound();
    }
    boolean gitData = match.operation().id().startsWith("git/");
    if (level.equals("write") && !(gitData && github.openPulls().maintainersMayPush(repository))) {
      throw Refusal.forbidden();
    }
  }

  private void checkAnswer(GitHubInterface.Operation operation, Answer answer) {
    AtomicInteger count =
        checked.computeIfAbsent(operation.id() + answer.status(), key -> new AtomicInteger());
    if (count.incrementAndGet() <= CHECKED_ANSWERS) {
      known.responseFaults(operation, answer.status(), answer.body()).stream()
          .map(fault -> operation.id() + " " + answer.status() + ": " + fault)
          .forEach(github::drifted);
    }
  }

  /// What is left to be sent once the headers are set.
  private record Ready(int status, byte[] bytes) {}

  private Ready prepare(HttpExchange exchange, Answer answer) {
    byte[] bytes = answer.body().map(Json::bytes).orElse(new byte[0]);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json; charset=utf-8");
    headers.set("X-GitHub-Api-Version-Selected", "2022-11-28");
    headers.set("X-GitHub-Request-Id", Long.toHexString(numbers.get()));
    headers.set("X-RateLimit-Limit", "5000");
    headers.set("X-RateLimit-Remaining", "4990");
    headers.set("X-RateLimit-Used", "10");
    headers.set("X-RateLimit-Resource", "core");
    headers.set(
        "X-RateLimit-Reset", Long.toString(github.now().plusSeconds(3600).getEpochSecond()));
    answer.headers().forEach(headers::set);
    int status = answer.status();
    if (exchange.getRequestMethod().equals("GET") && status == 200) {
      String tag = "\"" + sha256(bytes) + "\"";
      headers.set("ETag", tag);
      if (header(exchange, "If-None-Match").contains(tag)) {
        status = 304;
        bytes = new byte[0];
      }
    }
    return new Ready(status, bytes);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
