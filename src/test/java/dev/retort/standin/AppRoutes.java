package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
        .read("apps/list-repos-accessible-to-installation", "metadata", this::repositories)
        .read("rate-limit/get", "metadata", call -> Answer.ok(rateLimit()));
  }

  private Answer installation(Call call) {
    requireInstallation(call);
    return Answer.ok(github.shapes().installation(github.app()));
  }

  private void requireInstallation(Call call) {
    if (call.id("installation_id") != github.installation()) {
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
    Tokens.Installation token = github.tokens().issue(asked);
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
