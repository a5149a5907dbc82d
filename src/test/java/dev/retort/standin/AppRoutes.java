package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the App asks about itself.
final class AppRoutes {
  private final StandIn github;

  AppRoutes(StandIn github) {
    this.github = github;
  }

  void register(Routes routes) {
    routes
        .asApp("apps/get-authenticated", call -> Answer.ok(github.shapes().app(github.app())))
        .asApp(
            "apps/list-installations",
            call -> call.list(List.of(github.app()), github.shapes()::installation))
        .asApp("apps/get-installation", this::installation)
        .asApp("apps/create-installation-access-token", this::token)
        .asApp(
            "apps/get-repo-installation",
            call -> {
              if (!call.repository().isInstalled()) {
                throw Refusal.notFound();
              }
              return Answer.ok(github.shapes().installation(github.app()));
            })
        .asApp("apps/get-webhook-config-for-app", call -> Answer.ok(config()))
        .asApp("apps/list-webhook-deliveries", this::deliveries)
        .asApp("apps/get-webhook-delivery", this::delivery)
        .read("apps/list-repos-accessible-to-installation", "metadata", this::repositories)
        .read("rate-limit/get", "metadata", call -> Answer.ok(rateLimit()));
  }

  private static ObjectNode config() {
    return Json.object(
        "content_type", "json",
        "insecure_ssl", "0",
        "url", "https://retort.example.com/webhook");
  }

  private record Attempted(Delivery delivery, Delivery.Attempt attempt) {}

  /// Every attempt, the newest first.
  private List<Attempted> attempts() {
    return github.webhooks().log().stream()
        .flatMap(each -> each.attempts().stream().map(attempt -> new Attempted(each, attempt)))
        .sorted(Comparator.comparingLong((Attempted each) -> each.attempt().id()).reversed())
        .toList();
  }

  /// A page begins behind the attempt that the cursor names.
  private Answer deliveries(Call call) {
    boolean failed = call.queried("status").filter("failure"::equals).isPresent();
    int size = Integer.parseInt(call.queried("per_page").orElse("30"));
    long cursor = call.queried("cursor").map(Long::parseLong).orElse(Long.MAX_VALUE);
    List<Attempted> left =
        attempts().stream()
            .filter(each -> !failed || each.attempt().status() / 100 != 2)
            .filter(each -> each.attempt().id() < cursor)
            .toList();
    List<Attempted> page = left.subList(0, Math.min(size, left.size()));
    Answer answer = Answer.ok(Json.array(page.stream().map(AppRoutes::item).toList()));
    return left.size() > size
        ? answer.with(
            "Link",
            "<%s/app/hook/deliveries?per_page=%d%s&cursor=%d>; rel=\"next\""
                .formatted(
                    github.url(),
                    size,
                    failed ? "&status=failure" : "",
                    page.getLast().attempt().id()))
        : answer;
  }

  private Answer delivery(Call call) {
    Attempted found =
        attempts().stream()
            .filter(each -> each.attempt().id() == call.id("delivery_id"))
            .findFirst()
            .orElseThrow(Refusal::notFound);
    ObjectNode item = item(found);
    item.set(
        "request", Json.object("headers", Json.object(), "payload", found.delivery().payload()));
    item.set("response", Json.object("headers", Json.object(), "payload", ""));
    return Answer.ok(item);
  }

  private static ObjectNode item(Attempted each) {
    Delivery.Attempt attempt = each.attempt();
    ObjectNode item =
        Json.object(
            "id", attempt.id(),
            "guid", each.delivery().guid(),
            "delivered_at", attempt.at(),
            "redelivery", attempt.redelivery(),
            "duration", attempt.seconds(),
            "status", attempt.status() / 100 == 2 ? "OK" : "failed",
            "status_code", attempt.status(),
            "event", each.delivery().event());
    item.put("action", each.delivery().action().isEmpty() ? null : each.delivery().action());
    item.put("installation_id", each.delivery().payload().path("installation").path("id").asLong());
    item.put("repository_id", each.delivery().payload().path("repository").path("id").asLong());
    return item;
  }

  private Answer installation(Call call) {
    requireInstallation(call);
    return Answer.ok(github.shapes().installation(github.app()));
  }

  private void requireInstallation(Call call) {
    if (!github.knowsInstallation(call.id("installation_id"))) {
      throw Refusal.notFound();
    }
  }

  private Answer token(Call call) {
    requireInstallation(call);
    Map<String, String> granted = github.app().permissions();
    Map<String, String> asked = new LinkedHashMap<>(granted);
    JsonNode wanted = call.body().path("permissions");
    if (wanted.isObject()) {
      asked.clear();
      wanted
          .properties()
          .forEach(field -> {
            String level = field.getValue().asText();
            String has = granted.getOrDefault(field.getKey(), "none");
            if (!has.equals("write") && !has.equals(level)) {
              throw Refusal.of(
                  422, "The permissions requested are not granted to this installation.");
            }
            asked.put(field.getKey(), level);
          });
    }
    Set<Long> repositories = new HashSet<>();
    for (JsonNode each : call.body().path("repository_ids")) {
      if (github.findById(each.asText()).filter(HostedRepository::isInstalled).isEmpty()) {
        throw Refusal.of(
            422,
            "There is at least one repository that does not exist or is not accessible to the"
                + " parent installation.");
      }
      repositories.add(each.asLong());
    }
    Tokens.Installation token = github.tokens().issue(asked, repositories);
    return Answer.created(
        Json.object(
            "token",
            token.token(),
            "expires_at",
            token.expiresAt(),
            "permissions",
            asked,
            "repository_selection",
            "selected"));
  }

  private Answer repositories(Call call) {
    List<HostedRepository> installed =
        github.repositories().stream().filter(HostedRepository::isInstalled).toList();
    Call.Page page = call.page(installed);
    List<ObjectNode> shown =
        page.items().stream()
            .map(each -> github.shapes().repository((HostedRepository) each))
            .toList();
    return Answer.ok(Json.object("total_count", installed.size(), "repositories", shown))
        .with("Link", call.link(page));
  }

  private ObjectNode rateLimit() {
    ObjectNode core =
        Json.object(
            "limit", 5000,
            "used", 10,
            "remaining", 4990,
            "reset", github.now().plusSeconds(3600).getEpochSecond());
    return Json.object(
        "resources", Json.object("core", core, "search", core, "graphql", core), "rate", core);
  }
}
