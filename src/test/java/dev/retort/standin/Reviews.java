package dev.retort.standin;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentSkipListMap;

/// The reviews of one repository's pull requests and their comments on lines.
final class Reviews {
  private final Map<Long, PostedReview> reviews = new ConcurrentSkipListMap<>();
  private final Map<Long, PostedReviewComment> comments = new ConcurrentSkipListMap<>();
  private final HostedRepository repository;

  Reviews(HostedRepository repository) {
    this.repository = repository;
  }

  HostedRepository repository() {
    return repository;
  }

  List<PostedReview> of(HostedPullRequest pull) {
    return reviews.values().stream().filter(review -> review.pullRequest() == pull).toList();
  }

  Optional<PostedReview> find(long id) {
    return Optional.ofNullable(reviews.get(id));
  }

  List<PostedReviewComment> commentsOf(HostedPullRequest pull) {
    return comments.values().stream().filter(comment -> comment.pullRequest() == pull).toList();
  }

  Optional<PostedReviewComment> comment(long id) {
    return Optional.ofNullable(comments.get(id));
  }

  PostedReviewComment comment(
      HostedPullRequest pull, String login, String path, int line, String text) {
    StandIn github = repository.github();
    Account author = github.account(login);
    Diff.File file = pull.diff().file(path).orElseThrow();
    Diff.Hunk hunk = file.hunkAt("RIGHT", line).orElseThrow();
    PostedReview review =
        new PostedReview(
            github.nextId(), pull, author, pull.headSha(), "", "COMMENTED", github.now());
    PostedReviewComment comment =
        new PostedReviewComment(
            github.nextId(),
            review.id(),
            pull,
            author,
            Optional.empty(),
            pull.headSha(),
            new PostedReviewComment.Anchor(
                path,
                OptionalInt.of(line),
                "RIGHT",
                OptionalInt.empty(),
                Optional.empty(),
                file.position("RIGHT", line),
                hunk.text()),
            text,
            github.now());
    add(review);
    add(comment);
    return comment;
  }

  void add(PostedReview review) {
    reviews.put(review.id(), review);
  }

  void add(PostedReviewComment comment) {
    comments.put(comment.id(), comment);
  }

  void remove(PostedReviewComment comment) {
    comments.remove(comment.id());
    boolean empty = comments.values().stream().noneMatch(each -> each.review() == comment.review());
    PostedReview review = reviews.get(comment.review());
    if (empty && review != null && review.body().isEmpty()) {
      reviews.remove(comment.review());
    }
  }
}
