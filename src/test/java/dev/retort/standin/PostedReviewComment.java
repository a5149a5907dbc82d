package dev.retort.standin;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// A comment on lines of a pull request's diff, or on a file of it. Each begins a thread.
public final class PostedReviewComment extends Remark {
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

  private final long review;
  private final String commit;
  private final Anchor anchor;
  private volatile boolean resolved;

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
    super(id, pullRequest, author, app, body, at);
    this.review = review;
    this.commit = commit;
    this.anchor = anchor;
  }

  /// The review that it belongs to.
  public long review() {
    return review;
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

  /// Whether its thread is closed and folded.
  public boolean isResolved() {
    return resolved;
  }

  void resolve() {
    resolved = true;
  }

  @Override
  public String toString() {
    return "review comment " + id() + " on " + anchor.path() + ":" + anchor.line();
  }
}
