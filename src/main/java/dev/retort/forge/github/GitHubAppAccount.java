package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.retort.forge.AppAccount;
import dev.retort.forge.Repository;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/// Our App through GitHub's REST interface. A list is one request for each hundred.
public final class GitHubAppAccount implements AppAccount {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int MOST_PAGES = 100;

  private final GitHubApp app;

  public GitHubAppAccount(GitHubApp app) {
    this.app = app;
  }

  @Override
  public Registration registration() {
    JsonNode node = json(app.send(new Access.App(), Call.get(app.base().at("app").build())));
    Map<String, String> permissions = new LinkedHashMap<>();
    node.path("permissions")
        .properties()
        .forEach(each -> permissions.put(each.getKey(), each.getValue().asText()));
    Set<String> events = new LinkedHashSet<>();
    node.path("events").forEach(each -> events.add(each.asText()));
    return new Registration(node.path("slug").asText(), permissions, events);
  }

  @Override
  public Optional<String> webhookUrl() {
    HttpUrl url = app.base().at("app/hook/config").build();
    String configured = json(app.send(new Access.App(), Call.get(url))).path("url").asText("");
    return configured.isEmpty() ? Optional.empty() : Optional.of(configured);
  }

  @Override
  public List<Installation> installations() {
    List<Installation> all = new ArrayList<>();
    for (JsonNode page : pages(new Access.App(), hundred("app/installations"))) {
      for (JsonNode each : page) {
        all.add(
            new Installation(
                each.path("id").asLong(),
                each.path("account").path("login").asText(),
                !each.path("suspended_at").isNull() && each.hasNonNull("suspended_at")));
      }
    }
    return all;
  }

  @Override
  public List<Repository> repositories(long installation) {
    List<Repository> all = new ArrayList<>();
    Access access = new Access.Installation(installation, Access.EVERYWHERE, false);
    for (JsonNode page : pages(access, hundred("installation/repositories"))) {
      for (JsonNode each : page.path("repositories")) {
        if (!each.path("archived").asBoolean(false)) {
          all.add(
              new Repository(
                  installation, each.path("id").asLong(), each.path("full_name").asText()));
        }
      }
    }
    return all;
  }

  @Override
  public List<Attempt> deliveries(Instant since, boolean failedOnly) {
    HttpUrl.Builder first =
        app.base().at("app/hook/deliveries").addQueryParameter("per_page", "100");
    if (failedOnly) {
      first.addQueryParameter("status", "failure");
    }
    List<Attempt> all = new ArrayList<>();
    Optional<HttpUrl> next = Optional.of(first.build());
    for (int pages = 0; next.isPresent() && pages < MOST_PAGES; pages++) {
      Answer page = app.send(new Access.App(), Call.get(next.get()));
      next = RepositoryCalls.nextPage(page, next.get());
      for (JsonNode each : json(page)) {
        Attempt attempt = attempt(each);
        if (attempt.at().isBefore(since)) {
          return all;
        }
        if (!failedOnly || !attempt.succeeded()) {
          all.add(attempt);
        }
      }
    }
    return all;
  }

  private static Attempt attempt(JsonNode node) {
    return new Attempt(
        node.path("id").asLong(),
        node.path("guid").asText(),
        OffsetDateTime.parse(node.path("delivered_at").asText()).toInstant(),
        node.path("event").asText(),
        node.path("action").asText(""),
        node.path("status_code").asInt());
  }

  @Override
  public byte[] payload(Attempt attempt) {
    HttpUrl url = app.base().at("app/hook/deliveries/" + attempt.id()).build();
    JsonNode payload =
        json(app.send(new Access.App(), Call.get(url))).path("request").path("payload");
    return Asking.of(
        "payload of delivery " + attempt.delivery(), () -> JSON.writeValueAsBytes(payload));
  }

  @Override
  public Duration clockAhead() {
    return app.clockAhead();
  }

  private HttpUrl hundred(String path) {
    return app.base().at(path).addQueryParameter("per_page", "100").build();
  }

  private List<JsonNode> pages(Access access, HttpUrl first) {
    List<JsonNode> pages = new ArrayList<>();
    Optional<HttpUrl> next = Optional.of(first);
    while (next.isPresent() && pages.size() < MOST_PAGES) {
      Answer page = app.send(access, Call.get(next.get()));
      next = RepositoryCalls.nextPage(page, next.get());
      pages.add(json(page));
    }
    return pages;
  }

  private static JsonNode json(Answer answer) {
    return Asking.of("GitHub's answer", () -> JSON.readTree(answer.body()));
  }
}
