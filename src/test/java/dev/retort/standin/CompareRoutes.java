package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/// Commits, and what lies between two of them.
final class CompareRoutes {
  /// GitHub shows this many changed files, on the first page only.
  private static final int FILES = 300;

  private static final int COMMITS = 250;

  private final StandIn github;

  CompareRoutes(StandIn github) {
    this.github = github;
  }

  void register(Routes routes) {
    routes
        .read("repos/compare-commits", "contents", this::compare)
        .read("repos/get-commit", "contents", this::commit)
        .read("repos/list-commits", "contents", this::commits)
        .read("repos/list-pull-requests-associated-with-commit", "pull_requests", this::pulls);
  }

  /// A branch, a commit, or `owner:branch` of a fork.
  private RevCommit resolve(HostedRepository repository, String name) {
    int colon = name.indexOf(':');
    if (colon < 0) {
      return repository.commit(name).orElseThrow(Refusal::notFound);
    }
    String owner = name.substring(0, colon);
    String branch = name.substring(colon + 1);
    return github.repositories().stream()
        .filter(each -> each.objects() == repository.objects())
        .filter(each -> each.owner().login().equals(owner))
        .flatMap(each -> each.commit(branch).stream())
        .findFirst()
        .orElseThrow(Refusal::notFound);
  }

  private Answer compare(Call call) {
    HostedRepository repository = call.repository();
    ObjectStore objects = repository.objects();
    RevCommit base = resolve(repository, call.path().get("base"));
    RevCommit head = resolve(repository, call.path().get("head"));
    RevCommit mergeBase =
        objects
            .mergeBase(base, head)
            .orElseThrow(() -> Refusal.of(404, "No common ancestor between the two"));
    List<RevCommit> ahead = objects.between(base, head);
    int behind = objects.between(head, base).size();
    int size = Math.clamp(number(call, "per_page", COMMITS), 1, COMMITS);
    int page = Math.max(1, number(call, "page", 1));
    int from = Math.min(ahead.size(), (page - 1) * size);
    List<RevCommit> shown = ahead.subList(from, Math.min(ahead.size(), from + size));
    ObjectNode json = urls(call);
    json.setAll(
        Json.object(
            "base_commit", github.gitShapes().commit(repository, base),
            "merge_base_commit", github.gitShapes().commit(repository, mergeBase),
            "status", status(ahead.size(), behind),
            "ahead_by", ahead.size(),
            "behind_by", behind,
            "total_commits", ahead.size(),
            "commits",
                shown.stream().map(each -> github.gitShapes().commit(repository, each)).toList()));
    List<Diff.File> files =
        page == 1 ? Diff.between(objects, mergeBase.getTree(), head.getTree()).files() : List.of();
    json.set("files", changed(repository, head, files));
    return Answer.ok(json)
        .with(
            "Link",
            call.link(new Call.Page(shown, page, Math.max(1, (ahead.size() + size - 1) / size))));
  }

  private ObjectNode urls(Call call) {
    String name = call.repository().fullName();
    String range = call.path().get("base") + "..." + call.path().get("head");
    String html = Shapes.HTML + name + "/compare/" + range;
    return Json.object(
        "url",
        github.shapes().api("/repos/" + name + "/compare/" + range),
        "html_url",
        html,
        "permalink_url",
        html,
        "diff_url",
        html + ".diff",
        "patch_url",
        html + ".patch");
  }

  private static String status(int ahead, int behind) {
    if (behind == 0) {
      return ahead == 0 ? "identical" : "ahead";
    }
    return ahead == 0 ? "behind" : "diverged";
  }

  private JsonNode changed(HostedRepository repository, RevCommit commit, List<Diff.File> files) {
    return Json.array(
        files.stream()
            .limit(FILES)
            .map(file -> github.gitShapes().file(repository, commit.name(), file))
            .toList());
  }

  private static int number(Call call, String name, int otherwise) {
    return call.queried(name).map(Integer::parseInt).orElse(otherwise);
  }

  private Answer commit(Call call) {
    HostedRepository repository = call.repository();
    String ref = call.path().get("ref");
    RevCommit commit =
        repository
            .commit(ref)
            .orElseThrow(() -> Refusal.of(422, "No commit found for SHA: " + ref));
    ObjectNode json = github.gitShapes().commit(repository, commit);
    ObjectStore objects = repository.objects();
    ObjectId before =
        commit.getParentCount() == 0
            ? objects.tree(ObjectId.zeroId(), List.of())
            : objects.treeOf(commit.getParent(0)).orElseThrow();
    List<Diff.File> files = Diff.between(objects, before, commit.getTree()).files();
    int additions = files.stream().mapToInt(Diff.File::additions).sum();
    int deletions = files.stream().mapToInt(Diff.File::deletions).sum();
    json.set(
        "stats",
        Json.object(
            "additions", additions, "deletions", deletions, "total", additions + deletions));
    json.set("files", changed(repository, commit, files));
    return Answer.ok(json);
  }

  private Answer commits(Call call) {
    HostedRepository repository = call.repository();
    ObjectId start =
        repository
            .resolve(call.queried("sha").orElse(repository.defaultBranch()))
            .orElseThrow(Refusal::notFound);
    return call.list(
        call.queried("path")
            .map(path -> repository.objects().touching(start, path))
            .orElseGet(() -> repository.objects().reachable(start)),
        commit -> github.gitShapes().commit(repository, commit));
  }

  /// Open pull requests of the repository's own branches that bring the commit, or the merged ones
  /// where it has arrived. Pull requests from forks are not found this way.
  private Answer pulls(Call call) {
    HostedRepository repository = call.repository();
    String sha = call.path().get("commit_sha");
    ObjectId commit =
        repository
            .resolve(sha)
            .orElseThrow(() -> Refusal.of(422, "No commit found for SHA: " + sha));
    boolean arrived =
        repository
            .tip(repository.defaultBranch())
            .filter(tip -> repository.isFastForward(commit.name(), tip))
            .isPresent();
    List<HostedPullRequest> pulls =
        repository.pullRequests().stream()
            .filter(pull -> !pull.fromFork())
            .filter(pull -> arrived ? pull.isMerged() : pull.isOpen())
            .filter(pull -> repository.isFastForward(commit.name(), pull.headSha()))
            .toList();
    return call.list(
        pulls, pull -> github.pullRequestShapes().simple(pull, github.faults().headShownOf(pull)));
  }
}
