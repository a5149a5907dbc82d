package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Reviews and the comments on lines, as GitHub answers with them.
final class ReviewShapes {
  private final Shapes shapes;

  ReviewShapes(Shapes shapes) {
    this.shapes = shapes;
  }

  ObjectNode review(PostedReview review) {
    HostedPullRequest pull = review.pullRequest();
    String page = Shapes.HTML + pull.repository().fullName() + "/pull/" + pull.number();
    String api = shapes.api("/repos/" + pull.repository().fullName() + "/pulls/" + pull.number());
    String self = page + "#pullrequestreview-" + review.id();
    return Json.object(
        "id", review.id(),
        "node_id", Shapes.nodeId("PullRequestReview", review.id()),
        "user", shapes.account(review.author()),
        "body", review.body(),
        "state", review.state(),
        "html_url", self,
        "pull_request_url", api,
        "author_association", Shapes.association(pull.repository(), review.author()),
        "_links",
            Json.object(
                "html", PullRequestShapes.link(self), "pull_request", PullRequestShapes.link(api)),
        "submitted_at", review.at(),
        "commit_id", review.commit());
  }

  ObjectNode reviewComment(PostedReviewComment comment) {
    HostedPullRequest pull = comment.pullRequest();
    String page =
        Shapes.HTML
            + pull.repository().fullName()
            + "/pull/"
            + pull.number()
            + "#discussion_r"
            + comment.id();
    String api = shapes.api("/repos/" + pull.repository().fullName() + "/pulls/");
    String self = api + "comments/" + comment.id();
    PostedReviewComment.Anchor anchor = comment.anchor();
    ObjectNode json =
        Json.object(
            "url", self,
            "pull_request_review_id", comment.review(),
            "id", comment.id(),
            "node_id", Shapes.nodeId("PullRequestReviewComment", comment.id()),
            "diff_hunk", anchor.hunk(),
            "path", anchor.path(),
            "commit_id", comment.commit(),
            "original_commit_id", comment.commit(),
            "user", shapes.account(comment.author()),
            "body", comment.body(),
            "created_at", comment.createdAt(),
            "updated_at", comment.updatedAt(),
            "html_url", page,
            "pull_request_url", api + pull.number(),
            "author_association", Shapes.association(pull.repository(), comment.author()),
            "_links",
                Json.object(
                    "self", PullRequestShapes.link(self),
                    "html", PullRequestShapes.link(page),
                    "pull_request", PullRequestShapes.link(api + pull.number())),
            "reactions", PullRequestShapes.rollup(self, comment.reactions()),
            "side", anchor.side(),
            "subject_type", anchor.line().isPresent() ? "line" : "file");
    anchor.line().ifPresent(line -> json.put("line", line).put("original_line", line));
    json.put("position", anchor.position()).put("original_position", anchor.position());
    json.set("start_line", start(anchor));
    json.set("original_start_line", start(anchor));
    json.set("start_side", Json.value(anchor.startSide()));
    return json;
  }

  private static JsonNode start(PostedReviewComment.Anchor anchor) {
    return Json.value(anchor.startLine().isPresent() ? anchor.startLine().getAsInt() : null);
  }
}
