package dev.retort.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/// How GitHub writes check runs and suites.
final class CheckShapes {
  private final Shapes shapes;

  CheckShapes(Shapes shapes) {
    this.shapes = shapes;
  }

  private String api(HostedRepository repository, String rest) {
    return shapes.api("/repos/" + repository.fullName() + "/" + rest);
  }

  ObjectNode run(PostedCheckRun run) {
    HostedRepository repository = run.repository();
    String self = api(repository, "check-runs/" + run.id());
    String page = Shapes.HTML + repository.fullName() + "/runs/" + run.id();
    return Json.object(
        "id", run.id(),
        "name", run.name(),
        "node_id", Shapes.nodeId("CheckRun", run.id()),
        "head_sha", run.headSha(),
        "external_id", run.externalId().orElse(""),
        "url", self,
        "html_url", page,
        "details_url", run.detailsUrl().orElse("https://retort.dev"),
        "status", run.status(),
        "conclusion", run.conclusion(),
        "started_at", run.startedAt(),
        "completed_at", run.completedAt(),
        "output",
            Json.object(
                "title", run.title(),
                "summary", run.summary(),
                "text", run.text(),
                "annotations_count", run.annotations().size(),
                "annotations_url", self + "/annotations"),
        "check_suite", Json.object("id", run.suite()),
        "app", shapes.app(run.app()),
        "pull_requests", pullRequests(repository, run.headSha()));
  }

  /// The run as webhooks carry it: with its suite in full.
  ObjectNode runInEvent(PostedCheckRun run) {
    ObjectNode json = run(run);
    Checks.Suite suite = run.repository().checks().suite(run.suite()).orElseThrow();
    json.set("check_suite", suiteInEvent(run.repository(), suite));
    return json;
  }

  private List<ObjectNode> pullRequests(HostedRepository repository, String sha) {
    return repository.checks().pullRequestsOf(sha).stream().map(this::minimal).toList();
  }

  private ObjectNode minimal(HostedPullRequest pull) {
    HostedRepository base = pull.repository();
    HostedRepository head = pull.headRepository.orElse(base);
    return Json.object(
        "url", api(base, "pulls/" + pull.number()),
        "id", pull.id(),
        "number", pull.number(),
        "head", Json.object("ref", pull.headBranch(), "sha", pull.headSha(), "repo", stub(head)),
        "base", Json.object("ref", pull.baseBranch, "sha", pull.baseSha, "repo", stub(base)));
  }

  private ObjectNode stub(HostedRepository repository) {
    return Json.object(
        "id", repository.id(),
        "url", shapes.api("/repos/" + repository.fullName()),
        "name", repository.name());
  }

  ObjectNode suite(HostedRepository repository, Checks.Suite suite) {
    ObjectNode json = suiteInEvent(repository, suite);
    json.set("repository", shapes.repository(repository));
    return json;
  }

  ObjectNode suiteInEvent(HostedRepository repository, Checks.Suite suite) {
    List<PostedCheckRun> runs = repository.checks().in(suite);
    boolean done =
        !runs.isEmpty() && runs.stream().allMatch(run -> run.status().equals("completed"));
    String self = api(repository, "check-suites/" + suite.id());
    RevCommit commit = repository.commit(suite.headSha()).orElseThrow();
    Optional<String> before =
        commit.getParentCount() == 0 ? Optional.empty() : Optional.of(commit.getParent(0).name());
    return Json.object(
        "id", suite.id(),
        "node_id", Shapes.nodeId("CheckSuite", suite.id()),
        "head_branch", suite.headBranch(),
        "head_sha", suite.headSha(),
        "status", done ? "completed" : "queued",
        "conclusion", done ? conclusion(runs) : null,
        "url", self,
        "before", before,
        "after", suite.headSha(),
        "pull_requests", pullRequests(repository, suite.headSha()),
        "app", shapes.app(suite.app()),
        "created_at", commit.getCommitterIdent().getWhenAsInstant(),
        "updated_at", commit.getCommitterIdent().getWhenAsInstant(),
        "rerequestable", true,
        "runs_rerequestable", true,
        "latest_check_runs_count", runs.size(),
        "check_runs_url", self + "/check-runs",
        "head_commit",
            Json.object(
                "id", commit.name(),
                "tree_id", commit.getTree().name(),
                "message", commit.getFullMessage(),
                "timestamp", commit.getCommitterIdent().getWhenAsInstant(),
                "author", person(commit.getAuthorIdent()),
                "committer", person(commit.getCommitterIdent())));
  }

  private static String conclusion(List<PostedCheckRun> runs) {
    List<String> all = runs.stream().flatMap(run -> run.conclusion().stream()).toList();
    for (String worst : List.of("action_required", "timed_out", "failure", "cancelled")) {
      if (all.contains(worst)) {
        return worst;
      }
    }
    return all.contains("success") ? "success" : all.getFirst();
  }

  private static ObjectNode person(PersonIdent person) {
    return Json.object("name", person.getName(), "email", person.getEmailAddress());
  }
}
