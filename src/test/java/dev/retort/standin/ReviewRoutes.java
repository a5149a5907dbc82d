package dev.retort.standin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Reviews of pull requests, and comments on lines of their diffs.
final class ReviewRoutes {
  /// A review's comments are refused in other words than one that comes alone.
  private record Wording(String notInDiff, Function<String, Refusal> refusal) {}

  private static final Wording IN_REVIEW =
      new Wording("Line could not be resolved", words -> Refusal.unprocessable(words));
  private static final Wording ALONE =
      new Wording(
          "pull_request_review_thread.line must be part of the diff",
          words ->
              Refusal.invalid(
                  "PullRequestReviewComment", "pull_request_review_thread.line", "custom", words));

  private final StandIn github;

  ReviewRoutes(StandIn github) {
    this.github = github;
  }

  void register(Routes routes) {
    routes
        .read(
            "pulls/list-reviews",
            "pull_requests",
            call -> call.list(call.pull().reviews(), github.reviewShapes()::review))
        .read("pulls/get-review", "pull_requests", this::get)
        .write("pulls/create-review", "pull_requests", this::createReview)
        .read(
            "pulls/list-review-comments",
            "pull_requests",
            call -> call.list(call.pull().reviewComments(), github.reviewShapes()::reviewComment))
        .read("pulls/list-comments-for-review", "pull_requests", this::commentsOfReview)
        .write("pulls/create-review-comment", "pull_requests", this::createComment)
        .read(
            "pulls/get-review-comment",
            "pull_requests",
            call -> Answer.ok(github.reviewShapes().reviewComment(comment(call))))
        .write("pulls/update-review-comment", "pull_requests", this::update)
        .write("pulls/delete-review-comment", "pull_requests", this::delete);
  }

  private PostedReviewComment comment(Call call) {
    return call.repository()
        .reviews()
        .comment(call.id("comment_id"))
        .orElseThrow(Refusal::notFound);
  }

  private PostedReview review(Call call) {
    return call.repository().reviews().find(call.id("review_id")).orElseThrow(Refusal::notFound);
  }

  private Answer get(Call call) {
    return Answer.ok(github.reviewShapes().review(review(call)));
  }

  private Answer commentsOfReview(Call call) {
    long id = review(call).id();
    List<PostedReviewComment> comments =
        call.pull().reviewComments().stream().filter(each -> each.review() == id).toList();
    return call.list(comments, github.reviewShapes()::reviewComment);
  }

  private static void requireUnlocked(HostedPullRequest pull) {
    if (pull.locked) {
      throw Refusal.of(403, "Unable to create comment because issue is locked.");
    }
  }

  private String commit(HostedPullRequest pull, Optional<String> asked, Wording wording) {
    String sha = asked.orElse(pull.headSha());
    if (pull.repository().commit(sha).isEmpty()
        || !pull.repository().isFastForward(sha, pull.headSha())) {
      throw wording.refusal().apply("commit_id is not part of the pull request");
    }
    return sha;
  }

  private Answer createReview(Call call) {
    HostedPullRequest pull = call.pull();
    requireUnlocked(pull);
    String sha = commit(pull, call.text("commit_id"), IN_REVIEW);
    String body = call.text("body").orElse("");
    JsonNode wanted = call.body().path("comments");
    if (body.isBlank() && wanted.isEmpty()) {
      throw Refusal.unprocessable("Could not add a review without a body or comments");
    }
    String state =
        switch (call.text("event").orElse("")) {
          case "APPROVE" -> "APPROVED";
          case "REQUEST_CHANGES" -> "CHANGES_REQUESTED";
          case "COMMENT" -> "COMMENTED";
          default -> "PENDING";
        };
    Account bot = github.app().bot();
    PostedReview review =
        new PostedReview(github.nextId(), pull, bot, sha, body, state, github.now());
    // One bad comment refuses all of them, so that they are made first and kept afterwards.
    List<PostedReviewComment> comments = new ArrayList<>();
    for (JsonNode each : wanted) {
      comments.add(make(pull, sha, review.id(), each, IN_REVIEW));
    }
    pull.repository().reviews().add(review);
    comments.forEach(pull.repository().reviews()::add);
    return Answer.ok(github.reviewShapes().review(review));
  }

  private Answer createComment(Call call) {
    HostedPullRequest pull = call.pull();
    requireUnlocked(pull);
    String sha = commit(pull, call.text("commit_id"), ALONE);
    PostedReview review =
        new PostedReview(
            github.nextId(), pull, github.app().bot(), sha, "", "COMMENTED", github.now());
    PostedReviewComment comment = make(pull, sha, review.id(), call.body(), ALONE);
    pull.repository().reviews().add(review);
    pull.repository().reviews().add(comment);
    return Answer.created(github.reviewShapes().reviewComment(comment));
  }

  private PostedReviewComment make(
      HostedPullRequest pull, String sha, long review, JsonNode wanted, Wording wording) {
    String path = wanted.path("path").asText();
    Diff.File file =
        pull.repository()
            .diff(pull.baseTip(), sha)
            .file(path)
            .orElseThrow(() -> wording.refusal().apply("Path could not be resolved"));
    String body = wanted.path("body").asText();
    if (body.isBlank()) {
      throw wording.refusal().apply("Body cannot be blank");
    }
    if (body.codePointCount(0, body.length()) > 65_536) {
      throw wording.refusal().apply("Body is too long (maximum is 65536 characters)");
    }
    return new PostedReviewComment(
        github.nextId(),
        review,
        pull,
        github.app().bot(),
        Optional.of(github.app()),
        sha,
        anchor(file, wanted, wording),
        body,
        github.now());
  }

  private static PostedReviewComment.Anchor anchor(
      Diff.File file, JsonNode wanted, Wording wording) {
    String side = wanted.path("side").asText("RIGHT");
    if (wanted.path("subject_type").asText().equals("file")) {
      return new PostedReviewComment.Anchor(
          file.path(), OptionalInt.empty(), side, OptionalInt.empty(), Optional.empty(), 1, "");
    }
    if (!wanted.has("line")) {
      throw wording.refusal().apply("line wasn't supplied");
    }
    int line = wanted.get("line").asInt();
    Diff.Hunk hunk =
        file.hunkAt(side, line).orElseThrow(() -> wording.refusal().apply(wording.notInDiff()));
    OptionalInt start = OptionalInt.empty();
    Optional<String> startSide = Optional.empty();
    if (wanted.has("start_line")) {
      int first = wanted.get("start_line").asInt();
      String firstSide = wanted.path("start_side").asText(side);
      if (first >= line && firstSide.equals(side)) {
        throw wording.refusal().apply("start_line must precede the end line.");
      }
      Diff.Hunk firstHunk =
          file.hunkAt(firstSide, first)
              .orElseThrow(() -> wording.refusal().apply(wording.notInDiff()));
      if (!firstHunk.equals(hunk)) {
        throw wording.refusal().apply("start_line must be part of the same hunk as the line.");
      }
      start = OptionalInt.of(first);
      startSide = Optional.of(firstSide);
    }
    return new PostedReviewComment.Anchor(
        file.path(),
        OptionalInt.of(line),
        side,
        start,
        startSide,
        file.position(side, line),
        hunk.text());
  }

  private Answer update(Call call) {
    PostedReviewComment comment = comment(call);
    comment.edit(CommentRoutes.checkedBody(call, "PullRequestReviewComment"), github.now());
    return Answer.ok(github.reviewShapes().reviewComment(comment));
  }

  private Answer delete(Call call) {
    call.repository().reviews().remove(comment(call));
    return Answer.noContent();
  }
}
