package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How GitHub writes accounts, Apps and repositories; and the parts that every other shape needs.
final class Shapes {
  static final String HTML = "https://github.com/";

  private final StandIn github;

  Shapes(StandIn github) {
    this.github = github;
  }

  StandIn github() {
    return github;
  }

  String api(String path) {
    return github.url() + path;
  }

  static String nodeId(String kind, long id) {
    return Base64.getEncoder().encodeToString((kind + id).getBytes(StandardCharsets.UTF_8));
  }

  ObjectNode account(Account account) {
    String url = api("/users/" + account.login().replace("[", "%5B").replace("]", "%5D"));
    String page =
        account.kind() == Account.Kind.BOT
            ? HTML + "apps/" + account.login().replace("[bot]", "")
            : HTML + account.login();
    return Json.object(
        "login", account.login(),
        "id", account.id(),
        "node_id", nodeId("User", account.id()),
        "avatar_url", "https://avatars.githubusercontent.com/u/" + account.id() + "?v=4",
        "gravatar_id", "",
        "url", url,
        "html_url", page,
        "followers_url", url + "/followers",
        "following_url", url + "/following{/other_user}",
        "gists_url", url + "/gists{/gist_id}",
        "starred_url", url + "/starred{/owner}{/repo}",
        "subscriptions_url", url + "/subscriptions",
        "organizations_url", url + "/orgs",
        "repos_url", url + "/repos",
        "events_url", url + "/events{/privacy}",
        "received_events_url", url + "/received_events",
        "type", account.kind().type,
        "user_view_type", "public",
        "site_admin", false);
  }

  ObjectNode app(RegisteredApp app) {
    return Json.object(
        "id", app.id(),
        "slug", app.slug(),
        "node_id", nodeId("App", app.id()),
        "client_id", "Iv1." + Long.toHexString(app.id()),
        "owner", account(github.account("retort-makers")),
        "name", app.name(),
        "description", "",
        "external_url", "https://retort.dev",
        "html_url", HTML + "apps/" + app.slug(),
        "created_at", github.startedAt(),
        "updated_at", github.startedAt(),
        "permissions", app.permissions(),
        "events", app.events());
  }

  ObjectNode installation(RegisteredApp app) {
    Account owner = github.installationOwner();
    return Json.object(
        "id", github.installation(),
        "account", account(owner),
        "repository_selection", "selected",
        "access_tokens_url", api("/app/installations/" + github.installation() + "/access_tokens"),
        "repositories_url", api("/installation/repositories"),
        "html_url", HTML + "organizations/" + owner.login() + "/settings/installations/1",
        "app_id", app.id(),
        "app_slug", app.slug(),
        "client_id", "Iv1." + Long.toHexString(app.id()),
        "target_id", owner.id(),
        "target_type", owner.kind().type,
        "permissions", app.permissions(),
        "events", app.events(),
        "created_at", github.startedAt(),
        "updated_at", github.startedAt(),
        "single_file_name", null,
        "has_multiple_single_files", false,
        "single_file_paths", List.of(),
        "suspended_by", null,
        "suspended_at", null);
  }

  /// What webhooks say about the installation that they come from.
  ObjectNode installationStub() {
    return Json.object(
        "id", github.installation(),
        "node_id", nodeId("IntegrationInstallation", github.installation()));
  }

  ObjectNode repository(HostedRepository repository) {
    ObjectNode json =
        Json.object(
            "id", repository.id(),
            "node_id", nodeId("Repository", repository.id()),
            "name", repository.name(),
            "full_name", repository.fullName(),
            "private", false,
            "owner", account(repository.owner()),
            "description", null,
            "fork", repository.parent().isPresent(),
            "homepage", null,
            "language", "Python",
            "license", null,
            "default_branch", repository.defaultBranch(),
            "visibility", "public",
            "topics", List.of(),
            "custom_properties", Json.object(),
            "created_at", repository.createdAt(),
            "updated_at", repository.createdAt(),
            "pushed_at", repository.createdAt());
    json.setAll(pages(repository));
    json.setAll(switches(repository));
    json.setAll(counts(repository));
    json.setAll(urls(repository));
    return json;
  }

  /// Where people and Git find it.
  private static ObjectNode pages(HostedRepository repository) {
    String name = repository.fullName();
    return Json.object(
        "html_url", HTML + name,
        "git_url", "git://github.com/" + name + ".git",
        "ssh_url", "git@github.com:" + name + ".git",
        "clone_url", HTML + name + ".git",
        "svn_url", HTML + name,
        "mirror_url", null);
  }

  private static ObjectNode switches(HostedRepository repository) {
    ObjectNode json =
        Json.object(
            "archived", repository.isArchived(),
            "disabled", false,
            "is_template", false,
            "allow_forking", true,
            "web_commit_signoff_required", false);
    for (String feature : List.of("issues", "projects", "downloads", "wiki")) {
      json.put("has_" + feature, true);
    }
    for (String feature : List.of("pages", "discussions")) {
      json.put("has_" + feature, false);
    }
    return json;
  }

  private static ObjectNode counts(HostedRepository repository) {
    ObjectNode json = Json.object();
    for (String number : List.of("size", "stargazers_count", "watchers_count", "watchers")) {
      json.put(number, 0);
    }
    for (String number : List.of("forks", "forks_count", "network_count", "subscribers_count")) {
      json.put(number, 0);
    }
    long open = repository.pullRequests().stream().filter(HostedPullRequest::isOpen).count();
    return json.put("open_issues", open).put("open_issues_count", open);
  }

  /// Where programs find what belongs to it.
  private ObjectNode urls(HostedRepository repository) {
    String api = api("/repos/" + repository.fullName());
    ObjectNode json = Json.object("url", api);
    for (String plain : PLAIN_URLS) {
      json.put(plain + "_url", api + "/" + plain);
    }
    TEMPLATE_URLS.forEach((name, rest) -> json.put(name + "_url", api + "/" + rest));
    return json;
  }

  private static final List<String> PLAIN_URLS =
      List.of(
          "contributors",
          "deployments",
          "downloads",
          "events",
          "forks",
          "hooks",
          "languages",
          "merges",
          "stargazers",
          "subscribers",
          "subscription",
          "tags",
          "teams");

  private static final Map<String, String> TEMPLATE_URLS =
      Map.ofEntries(
          Map.entry("archive", "{archive_format}{/ref}"),
          Map.entry("assignees", "assignees{/user}"),
          Map.entry("blobs", "git/blobs{/sha}"),
          Map.entry("branches", "branches{/branch}"),
          Map.entry("collaborators", "collaborators{/collaborator}"),
          Map.entry("comments", "comments{/number}"),
          Map.entry("commits", "commits{/sha}"),
          Map.entry("compare", "compare/{base}...{head}"),
          Map.entry("contents", "contents/{+path}"),
          Map.entry("git_commits", "git/commits{/sha}"),
          Map.entry("git_refs", "git/refs{/sha}"),
          Map.entry("git_tags", "git/tags{/sha}"),
          Map.entry("issue_comment", "issues/comments{/number}"),
          Map.entry("issue_events", "issues/events{/number}"),
          Map.entry("issues", "issues{/number}"),
          Map.entry("keys", "keys{/key_id}"),
          Map.entry("labels", "labels{/name}"),
          Map.entry("milestones", "milestones{/number}"),
          Map.entry("notifications", "notifications{?since,all,participating}"),
          Map.entry("pulls", "pulls{/number}"),
          Map.entry("releases", "releases{/id}"),
          Map.entry("statuses", "statuses/{sha}"),
          Map.entry("trees", "git/trees{/sha}"));

  ObjectNode permission(HostedRepository repository, Account account) {
    HostedRepository.Role role = repository.roleOf(account.login());
    // The old four levels: maintain shows as write, triage as read.
    String permission =
        switch (role) {
          case NONE -> "none";
          case READ, TRIAGE -> "read";
          case WRITE, MAINTAIN -> "write";
          case ADMIN -> "admin";
        };
    String roleName = role.name().toLowerCase(Locale.ROOT);
    ObjectNode user = account(account);
    user.put("role_name", roleName);
    user.set("permissions", flags(role));
    return Json.object("permission", permission, "role_name", roleName, "user", user);
  }

  private static JsonNode flags(HostedRepository.Role role) {
    return Json.object(
        "admin", role.compareTo(HostedRepository.Role.ADMIN) >= 0,
        "maintain", role.compareTo(HostedRepository.Role.MAINTAIN) >= 0,
        "push", role.compareTo(HostedRepository.Role.WRITE) >= 0,
        "triage", role.compareTo(HostedRepository.Role.TRIAGE) >= 0,
        "pull", role.compareTo(HostedRepository.Role.READ) >= 0);
  }

  /// The role of a comment's author as payloads name it: about membership, not about rights.
  static String association(HostedRepository repository, Account author) {
    if (author.equals(repository.owner())) {
      return "OWNER";
    }
    if (author.kind() == Account.Kind.BOT) {
      return "NONE";
    }
    return repository.roleOf(author.login()).compareTo(HostedRepository.Role.READ) > 0
        ? "COLLABORATOR"
        : "CONTRIBUTOR";
  }
}
