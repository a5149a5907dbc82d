package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/// How GitHub writes pull requests and the conversation about them.
final class PullRequestShapes {
  private static final List<String> EMOJI =
      List.of("+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes");

  private static final List<String> LINKS =
      List.of("issue", "comments", "review_comments", "review_comment", "commits", "statuses");

  private final Shapes shapes;

  PullRequestShapes(Shapes shapes) {
    this.shapes = shapes;
  }

  /// The shape in lists, without counts and mergeability.
  ///
  /// @param headSha usually the head; an older one where reads lag behind
  ObjectNode simple(HostedPullRequest pull, String headSha) {
    ObjectNode json = common(pull);
    json.setAll(
        Json.object(
            "id", pull.id(),
            "merged_at", pull.mergeCommit.flatMap(commit -> pull.closedAt),
            "merge_commit_sha", pull.mergeCommit,
            "requested_reviewers", List.of(),
            "requested_teams", List.of(),
            "auto_merge", null));
    json.setAll(urls(pull, headSha));
    json.set("head", head(pull, headSha));
    json.set("base", base(pull));
    pull.stack.ifPresent(stack -> json.set("stack", stack(pull, stack)));
    json.set("_links", links(pull, headSha));
    return json;
  }

  /// What a pull request and the issue that it also is have in common.
  private ObjectNode common(HostedPullRequest pull) {
    return Json.object(
        "node_id",
        Shapes.nodeId("PullRequest", pull.id()),
        "html_url",
        page(pull),
        "number",
        pull.number(),
        "state",
        pull.state(),
        "locked",
        pull.locked,
        "title",
        pull.title,
        "user",
        shapes.account(pull.author()),
        "body",
        pull.body.isEmpty() ? null : pull.body,
        "labels",
        labels(pull),
        "assignee",
        null,
        "assignees",
        List.of(),
        "milestone",
        null,
        "draft",
        pull.draft,
        "created_at",
        pull.createdAt(),
        "updated_at",
        pull.updatedAt,
        "closed_at",
        pull.closedAt,
        "author_association",
        Shapes.association(pull.repository(), pull.author()),
        "active_lock_reason",
        null);
  }

  private String api(HostedPullRequest pull) {
    return shapes.api("/repos/" + pull.repository().fullName());
  }

  private static String page(HostedPullRequest pull) {
    return Shapes.HTML + pull.repository().fullName() + "/pull/" + pull.number();
  }

  private ObjectNode urls(HostedPullRequest pull, String headSha) {
    String self = api(pull) + "/pulls/" + pull.number();
    String issue = api(pull) + "/issues/" + pull.number();
    return Json.object(
        "url", self,
        "diff_url", page(pull) + ".diff",
        "patch_url", page(pull) + ".patch",
        "issue_url", issue,
        "commits_url", self + "/commits",
        "review_comments_url", self + "/comments",
        "review_comment_url", api(pull) + "/pulls/comments{/number}",
        "comments_url", issue + "/comments",
        "statuses_url", api(pull) + "/statuses/" + headSha);
  }

  /// The same addresses once more, as GitHub wraps them in objects.
  private ObjectNode links(HostedPullRequest pull, String headSha) {
    ObjectNode urls = urls(pull, headSha);
    ObjectNode json = Json.object("self", link(urls.get("url").asText()), "html", link(page(pull)));
    for (String name : LINKS) {
      json.set(name, link(urls.get(name + "_url").asText()));
    }
    return json;
  }

  private ObjectNode head(HostedPullRequest pull, String headSha) {
    return Json.object(
        "label", pull.headOwner().login() + ":" + pull.headBranch(),
        "ref", pull.headBranch(),
        "sha", headSha,
        "user", shapes.account(pull.headOwner()),
        "repo", pull.headRepository.map(shapes::repository));
  }

  private ObjectNode base(HostedPullRequest pull) {
    HostedRepository repository = pull.repository();
    return Json.object(
        "label",
        repository.owner().login() + ":" + pull.baseBranch,
        "ref",
        pull.baseBranch,
        "sha",
        pull.baseSha,
        "user",
        shapes.account(repository.owner()),
        "repo",
        shapes.repository(repository));
  }

  private static ObjectNode stack(HostedPullRequest pull, HostedPullRequest.Stack stack) {
    String bottom = pull.repository().tip(stack.base()).orElse(pull.baseSha);
    return Json.object(
        "id", stack.number(),
        "number", stack.number(),
        "position", stack.position(),
        "size", stack.size(),
        "base", Json.object("ref", stack.base(), "sha", bottom));
  }

  /// The shape of one, with everything.
  ObjectNode full(HostedPullRequest pull, String headSha) {
    HostedRepository repository = pull.repository();
    Diff diff = repository.diff(pull.baseSha, headSha);
    Optional<Boolean> mergeable = mergeable(pull, headSha);
    ObjectNode json = simple(pull, headSha);
    json.setAll(
        Json.object(
            "merged", pull.isMerged(),
            "mergeable", mergeable,
            "rebaseable", mergeable,
            "mergeable_state", mergeable.map(clean -> clean ? "clean" : "dirty").orElse("unknown"),
            "merged_by", pull.mergedBy.map(shapes::account),
            "comments", pull.comments().size(),
            "review_comments", pull.reviewComments().size(),
            "maintainer_can_modify", pull.maintainerCanModify,
            "commits",
                repository
                    .objects()
                    .between(ObjectId.fromString(pull.baseSha), ObjectId.fromString(headSha))
                    .size(),
            "additions", diff.files().stream().mapToInt(Diff.File::additions).sum(),
            "deletions", diff.files().stream().mapToInt(Diff.File::deletions).sum(),
            "changed_files", diff.files().size()));
    return json;
  }

  private static Optional<Boolean> mergeable(HostedPullRequest pull, String headSha) {
    if (!pull.isOpen()) {
      return Optional.empty();
    }
    return pull.repository()
        .tip(pull.baseBranch)
        .map(tip ->
            pull.repository()
                .objects()
                .merge(ObjectId.fromString(tip), ObjectId.fromString(headSha))
                .isPresent());
  }

  static ObjectNode link(String url) {
    return Json.object("href", url);
  }

  /// A pull request as the issue that it also is; comments' payloads carry this one.
  ObjectNode issue(HostedPullRequest pull) {
    String self = api(pull) + "/issues/" + pull.number();
    ObjectNode json = common(pull);
    json.setAll(
        Json.object(
            "id", pull.id() + 1_000_000_000L,
            "url", self,
            "repository_url", api(pull),
            "labels_url", self + "/labels{/name}",
            "comments_url", self + "/comments",
            "events_url", self + "/events",
            "timeline_url", self + "/timeline",
            "comments", pull.comments().size(),
            "performed_via_github_app", null));
    json.set(
        "pull_request",
        Json.object(
            "url", api(pull) + "/pulls/" + pull.number(),
            "html_url", page(pull),
            "diff_url", page(pull) + ".diff",
            "patch_url", page(pull) + ".patch",
            "merged_at", pull.mergeCommit.flatMap(commit -> pull.closedAt)));
    json.set("reactions", rollup(self, List.of()));
    return json;
  }

  ObjectNode comment(PostedComment comment) {
    HostedPullRequest pull = comment.pullRequest();
    String self = api(pull) + "/issues/comments/" + comment.id();
    return Json.object(
        "url", self,
        "html_url", page(pull) + "#issuecomment-" + comment.id(),
        "issue_url", api(pull) + "/issues/" + pull.number(),
        "id", comment.id(),
        "node_id", Shapes.nodeId("IssueComment", comment.id()),
        "user", shapes.account(comment.author()),
        "created_at", comment.createdAt(),
        "updated_at", comment.updatedAt(),
        "author_association", Shapes.association(pull.repository(), comment.author()),
        "body", comment.body(),
        "reactions", rollup(self, comment.reactions()),
        "performed_via_github_app",
            comment.app().filter(_ -> shapes.github().namesApps()).map(shapes::app));
  }

  private List<ObjectNode> labels(HostedPullRequest pull) {
    return pull.labels().stream().map(name -> label(pull, name)).toList();
  }

  ObjectNode label(HostedPullRequest pull, String name) {
    long id = Integer.toUnsignedLong(name.hashCode());
    return Json.object(
        "id",
        id,
        "node_id",
        Shapes.nodeId("Label", id),
        "url",
        api(pull)
            + "/labels/"
            + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"),
        "name",
        name,
        "color",
        "ededed",
        "default",
        false,
        "description",
        "");
  }

  /// Who gave and took labels, as events of the issue that a pull request also is.
  ObjectNode labelling(HostedPullRequest pull, HostedPullRequest.Labelling labelling) {
    return Json.object(
        "id", labelling.id(),
        "node_id", Shapes.nodeId("LabeledEvent", labelling.id()),
        "url",
            shapes.api(
                "/repos/" + pull.repository().fullName() + "/issues/events/" + labelling.id()),
        "actor", shapes.account(labelling.actor()),
        "event", labelling.set() ? "labeled" : "unlabeled",
        "commit_id", null,
        "commit_url", null,
        "created_at", labelling.at(),
        "label", Json.object("name", labelling.label(), "color", "ededed"),
        "performed_via_github_app", null);
  }

  static JsonNode rollup(String url, List<Remark.Reaction> reactions) {
    Map<String, Integer> counts = new TreeMap<>();
    EMOJI.forEach(emoji -> counts.put(emoji, 0));
    reactions.forEach(reaction -> counts.merge(reaction.content(), 1, Integer::sum));
    ObjectNode json = Json.object("url", url + "/reactions", "total_count", reactions.size());
    counts.forEach(json::put);
    return json;
  }

  ObjectNode reaction(Remark.Reaction reaction) {
    return Json.object(
        "id", reaction.id(),
        "node_id", Shapes.nodeId("Reaction", reaction.id()),
        "user", shapes.account(reaction.author()),
        "content", reaction.content(),
        "created_at", reaction.at());
  }
}
