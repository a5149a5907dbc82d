package dev.retort.standin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;

/// How GitHub writes commits, refs, and what lies between commits.
final class GitShapes {
  /// GitHub shows no diff of a file that has more of it.
  private static final int LONGEST_PATCH = 1_000_000;

  private final StandIn github;
  private final Shapes shapes;

  GitShapes(StandIn github, Shapes shapes) {
    this.github = github;
    this.shapes = shapes;
  }

  private String git(HostedRepository repository, String rest) {
    return shapes.api("/repos/" + repository.fullName() + "/git/" + rest);
  }

  private static ObjectNode person(PersonIdent person) {
    Instant when = person.getWhenAsInstant();
    return Json.object("name", person.getName(), "email", person.getEmailAddress(), "date", when);
  }

  private static ObjectNode verification(RevCommit commit) {
    // GitHub signs what it commits itself in the name of its web flow.
    boolean signed = commit.getCommitterIdent().getEmailAddress().equals("noreply@github.com");
    return Json.object(
        "verified", signed,
        "reason", signed ? "valid" : "unsigned",
        "signature", signed ? "-----BEGIN PGP SIGNATURE-----" : null,
        "payload", signed ? "tree " + commit.getTree().name() : null,
        "verified_at", signed ? Json.value(commit.getCommitterIdent().getWhenAsInstant()) : null);
  }

  private static String page(HostedRepository repository, String sha) {
    return Shapes.HTML + repository.fullName() + "/commit/" + sha;
  }

  /// As the git data API writes it.
  ObjectNode gitCommit(HostedRepository repository, RevCommit commit) {
    List<ObjectNode> parents =
        Arrays.stream(commit.getParents())
            .map(parent ->
                Json.object(
                    "sha", parent.name(),
                    "url", git(repository, "commits/" + parent.name()),
                    "html_url", page(repository, parent.name())))
            .toList();
    return Json.object(
        "sha", commit.name(),
        "node_id", Shapes.nodeId("Commit", commit.getCommitTime()),
        "url", git(repository, "commits/" + commit.name()),
        "html_url", page(repository, commit.name()),
        "author", person(commit.getAuthorIdent()),
        "committer", person(commit.getCommitterIdent()),
        "tree", tree(repository, commit),
        "message", commit.getFullMessage(),
        "parents", parents,
        "verification", verification(commit));
  }

  private ObjectNode tree(HostedRepository repository, RevCommit commit) {
    String sha = commit.getTree().name();
    return Json.object("sha", sha, "url", git(repository, "trees/" + sha));
  }

  /// As everything but the git data API writes it.
  ObjectNode commit(HostedRepository repository, RevCommit commit) {
    String self = shapes.api("/repos/" + repository.fullName() + "/commits/" + commit.name());
    List<ObjectNode> parents = new ArrayList<>();
    for (RevCommit parent : commit.getParents()) {
      parents.add(
          Json.object(
              "sha", parent.name(),
              "url", shapes.api("/repos/" + repository.fullName() + "/commits/" + parent.name()),
              "html_url", page(repository, parent.name())));
    }
    return Json.object(
        "sha", commit.name(),
        "node_id", Shapes.nodeId("Commit", commit.getCommitTime()),
        "commit",
            Json.object(
                "author", person(commit.getAuthorIdent()),
                "committer", person(commit.getCommitterIdent()),
                "message", commit.getFullMessage(),
                "tree", tree(repository, commit),
                "url", git(repository, "commits/" + commit.name()),
                "comment_count", 0,
                "verification", verification(commit)),
        "url", self,
        "html_url", page(repository, commit.name()),
        "comments_url", self + "/comments",
        "author", known(commit.getAuthorIdent()),
        "committer", known(commit.getCommitterIdent()),
        "parents", parents);
  }

  private Optional<ObjectNode> known(PersonIdent person) {
    return github.accounts().stream()
        .filter(account -> account.email().equals(person.getEmailAddress()))
        .findFirst()
        .map(shapes::account);
  }

  ObjectNode ref(HostedRepository repository, String ref, String sha) {
    return Json.object(
        "ref", ref,
        "node_id", Shapes.nodeId("Ref", ref.hashCode()),
        "url", git(repository, ref),
        "object",
            Json.object("sha", sha, "type", "commit", "url", git(repository, "commits/" + sha)));
  }

  ObjectNode file(HostedRepository repository, String sha, Diff.File file) {
    String page = Shapes.HTML + repository.fullName();
    String path =
        URLEncoder.encode(file.path(), StandardCharsets.UTF_8)
            .replace("+", "%20")
            .replace("%2F", "/");
    ObjectNode json =
        Json.object(
            "sha", file.sha(),
            "filename", file.path(),
            "status", file.status(),
            "additions", file.additions(),
            "deletions", file.deletions(),
            "changes", file.additions() + file.deletions(),
            "blob_url", page + "/blob/" + sha + "/" + path,
            "raw_url", page + "/raw/" + sha + "/" + path,
            "contents_url",
                shapes.api(
                    "/repos/" + repository.fullName() + "/contents/" + path + "?ref=" + sha));
    file.patch()
        .filter(patch -> patch.length() <= LONGEST_PATCH)
        .ifPresent(patch -> json.put("patch", patch));
    file.previousPath().ifPresent(previous -> json.put("previous_filename", previous));
    return json;
  }
}
