package dev.retort.standin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;

/// A comment on lines of a pull request's diff, or on a file of it.
public final class PostedReviewComment {
  /// Where it stands.
  ///
  /// @param line the last line, empty for a comment on the whole file
  /// @param startLine the first line where there are several
  /// @param position lines below the first header of the file's diff
  /// @param hunk the part of the diff that is shown above it
  public record Anchor(
      String path,
      OptionalInt line,
      String side,
      OptionalInt startLine,
      Optional<String> startSide,
      int position,
      String hunk) {}

  private final long id;
  private final long review;
  private final HostedPullRequest pullRequest;
  private final Account author;
  private final Optional<RegisteredApp> app;
  private final String commit;
  private final Anchor anchor;
  private final Instant createdAt;
  private final List<PostedComment.Reaction> reactions = new CopyOnWriteArrayList<>();
  private volatile String body;
  private volatile Instant updatedAt;

  PostedReviewComment(
      long id,
      long review,
      HostedPullRequest pullRequest,
      Account author,
      Optional<RegisteredApp> app,
      String commit,
      Anchor anchor,
      String body,
      Instant at) {
    this.id = id;
    this.review = review;
    this.pullRequest = pullRequest;
    this.author = author;
    this.app = app;
    this.commit = commit;
    this.anchor = anchor;
    this.body = body;
    this.createdAt = at;
    this.updatedAt = at;
  }

  public long id() {
    return id;
  }

  /// The review that it belongs to.
  public long review() {
    return review;
  }

  public HostedPullRequest pullRequest() {
    return pullRequest;
  }

  public Account author() {
    return author;
  }

  public Optional<RegisteredApp> app() {
    return app;
  }

  /// The head that it was written for.
  public String commit() {
    return commit;
  }

  public Anchor anchor() {
    return anchor;
  }

  public String path() {
    return anchor.path();
  }

  public String body() {
    return body;
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Instant updatedAt() {
    return updatedAt;
  }

  public List<PostedComment.Reaction> reactions() {
    return List.copyOf(reactions);
  }

  boolean add(PostedComment.Reaction reaction) {
    return reactions.add(reaction);
  }

  void edit(String text, Instant at) {
    body = text;
    updatedAt = at;
  }

  @Override
  public String toString() {
    return "review comment " + id + " on " + anchor.path() + ":" + anchor.line();
  }
}
