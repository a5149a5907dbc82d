package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/// What happens, in the payloads that the App's webhook gets. What the App does itself is echoed as
/// GitHub echoes it.
final class Events {
  private final StandIn github;

  Events(StandIn github) {
    this.github = github;
  }

  private void send(
      String event, String action, HostedRepository repository, Account sender, ObjectNode body) {
    if (!repository.isInstalled()) {
      return;
    }
    ObjectNode payload = Json.object();
    if (!action.isEmpty()) {
      payload.put("action", action);
    }
    payload.setAll(body);
    payload.set("repository", github.shapes().repository(repository));
    if (repository.owner().kind() == Account.Kind.ORGANIZATION) {
      payload.set("organization", organization(repository.owner()));
    }
    payload.set("sender", github.shapes().account(sender));
    payload.set("installation", github.shapes().installationStub());
    if (event.equals("push")) {
      pushRepository((ObjectNode) payload.get("repository"), repository);
    }
    github.webhooks().emit(event, payload);
  }

  private JsonNode organization(Account owner) {
    String url = github.shapes().api("/orgs/" + owner.login());
    return Json.object(
        "login", owner.login(),
        "id", owner.id(),
        "node_id", Shapes.nodeId("Organization", owner.id()),
        "url", url,
        "repos_url", url + "/repos",
        "events_url", url + "/events",
        "hooks_url", url + "/hooks",
        "issues_url", url + "/issues",
        "members_url", url + "/members{/member}",
        "public_members_url", url + "/public_members{/member}",
        "avatar_url", "https://avatars.githubusercontent.com/u/" + owner.id() + "?v=4",
        "description", "");
  }

  /// A push payload's repository differs: seconds for times, a page for its url, an e-mail address.
  private static void pushRepository(ObjectNode json, HostedRepository repository) {
    long created = repository.createdAt().getEpochSecond();
    json.put("created_at", created);
    json.put("pushed_at", created);
    json.put("url", Shapes.HTML + repository.fullName());
    json.put("stargazers", 0);
    json.put("master_branch", repository.defaultBranch());
    ObjectNode owner = (ObjectNode) json.get("owner");
    owner.put("name", repository.owner().login());
    owner.put("email", repository.owner().email());
  }

  void pullRequest(String action, HostedPullRequest pull, Account sender, ObjectNode more) {
    ObjectNode body = Json.object("number", pull.number());
    body.set("pull_request", github.pullRequestShapes().full(pull, pull.headSha));
    body.setAll(more);
    send("pull_request", action, pull.repository(), sender, body);
    if (action.equals("opened") || action.equals("synchronize")) {
      suite("requested", pull.repository(), pull.headSha, sender);
    }
  }

  void comment(String action, PostedComment comment, Account sender, ObjectNode more) {
    HostedPullRequest pull = comment.pullRequest();
    ObjectNode body = Json.object();
    body.setAll(more);
    body.set("issue", github.pullRequestShapes().issue(pull));
    body.set("comment", github.pullRequestShapes().comment(comment));
    send("issue_comment", action, pull.repository(), sender, body);
  }

  void checkRun(String action, PostedCheckRun run, Account sender, ObjectNode more) {
    ObjectNode body = Json.object("check_run", github.checkShapes().runInEvent(run));
    body.setAll(more);
    send("check_run", action, run.repository(), sender, body);
  }

  void suite(String action, HostedRepository repository, String sha, Account sender) {
    Checks.Suite suite = repository.checks().suiteOn(sha, github.app());
    ObjectNode body =
        Json.object("check_suite", github.checkShapes().suiteInEvent(repository, suite));
    send("check_suite", action, repository, sender, body);
  }

  void mergeGroup(String action, HostedRepository repository, QueuedGroup group) {
    ObjectNode body =
        Json.object(
            "merge_group",
            Json.object(
                "head_sha", group.head(),
                "head_ref", "refs/heads/" + group.branch(),
                "base_sha", group.base(),
                "base_ref", "refs/heads/" + group.baseBranch(),
                "head_commit",
                    repository.commit(group.head()).map(head -> commit(repository, head))));
    if (action.equals("destroyed")) {
      body.put("reason", "dequeued");
    }
    send("merge_group", action, repository, StandIn.WEB_FLOW, body);
  }

  /// The App is uninstalled, suspended or back.
  void installation(String action, List<HostedRepository> repositories) {
    ObjectNode payload = Json.object("action", action);
    payload.set("installation", github.shapes().installationStub());
    List<ObjectNode> named = new ArrayList<>();
    for (HostedRepository each : repositories) {
      named.add(
          Json.object(
              "id", each.id(),
              "name", each.name(),
              "full_name", each.fullName(),
              "private", false));
    }
    payload.set("repositories", Json.MAPPER.valueToTree(named));
    payload.set("sender", github.shapes().account(github.installationOwner()));
    github.webhooks().emit("installation", payload);
  }

  void pushed(
      HostedRepository repository,
      String ref,
      String before,
      String after,
      boolean forced,
      Account pusher) {
    String zero = ObjectId.zeroId().name();
    boolean created = before.equals(zero);
    boolean deleted = after.equals(zero);
    List<ObjectNode> commits = new ArrayList<>();
    Optional<ObjectNode> head = Optional.empty();
    if (!deleted) {
      head = repository.commit(after).map(commit -> commit(repository, commit));
      List<RevCommit> news =
          created
              ? List.of()
              : repository
                  .objects()
                  .between(ObjectId.fromString(before), ObjectId.fromString(after));
      // GitHub lists 2,048 commits of a push at most.
      news.stream().limit(2048).forEach(commit -> commits.add(commit(repository, commit)));
    }
    ObjectNode body =
        Json.object(
            "ref", ref,
            "before", before,
            "after", after,
            "created", created,
            "deleted", deleted,
            "forced", forced,
            "base_ref", null,
            "compare", Shapes.HTML + repository.fullName() + "/compare/" + before + "..." + after,
            "commits", commits,
            "head_commit", head,
            "pusher", Json.object("name", pusher.login(), "email", pusher.email()));
    send("push", "", repository, pusher, body);
  }

  private static ObjectNode commit(HostedRepository repository, RevCommit commit) {
    Set<String> added = new HashSet<>();
    Set<String> removed = new HashSet<>();
    Set<String> modified = new HashSet<>();
    if (commit.getParentCount() == 1) {
      ObjectStore objects = repository.objects();
      ObjectId parent = objects.treeOf(commit.getParent(0)).orElseThrow();
      for (Diff.File file : Diff.between(objects, parent, commit.getTree()).files()) {
        switch (file.status()) {
          case "added" -> added.add(file.path());
          case "removed" -> removed.add(file.path());
          default -> modified.add(file.path());
        }
      }
    }
    return Json.object(
        "id", commit.name(),
        "tree_id", commit.getTree().name(),
        "distinct", true,
        "message", commit.getFullMessage(),
        "timestamp", commit.getCommitterIdent().getWhenAsInstant(),
        "url", Shapes.HTML + repository.fullName() + "/commit/" + commit.name(),
        "author", person(commit.getAuthorIdent()),
        "committer", person(commit.getCommitterIdent()),
        "added", added,
        "removed", removed,
        "modified", modified);
  }

  private static ObjectNode person(PersonIdent person) {
    return Json.object(
        "name", person.getName(), "email", person.getEmailAddress(), "username", person.getName());
  }
}
