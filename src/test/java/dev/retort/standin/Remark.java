package dev.retort.standin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// Something that somebody said on a pull request, wherever it stands.
public abstract sealed class Remark permits PostedComment, PostedReviewComment {
  /// An answer by emoji.
  public record Reaction(long id, Account author, String content, Instant at) {}

  private final long id;
  private final HostedPullRequest pullRequest;
  private final Account author;
  private final Optional<RegisteredApp> app;
  private final Instant createdAt;
  private final List<Reaction> reactions = new CopyOnWriteArrayList<>();
  private volatile Instant updatedAt;
  private volatile String body;
  private volatile Optional<String> minimized = Optional.empty();

  Remark(
      long id,
      HostedPullRequest pullRequest,
      Account author,
      Optional<RegisteredApp> app,
      String body,
      Instant at) {
    this.id = id;
    this.pullRequest = pullRequest;
    this.author = author;
    this.app = app;
    this.body = body;
    this.createdAt = at;
    this.updatedAt = at;
  }

  public final long id() {
    return id;
  }

  public final HostedPullRequest pullRequest() {
    return pullRequest;
  }

  public final Account author() {
    return author;
  }

  /// The App that wrote it, if one did.
  public final Optional<RegisteredApp> app() {
    return app;
  }

  public final String body() {
    return body;
  }

  public final Instant createdAt() {
    return createdAt;
  }

  public final Instant updatedAt() {
    return updatedAt;
  }

  /// Emoji, oldest first.
  public final List<Reaction> reactions() {
    return List.copyOf(reactions);
  }

  /// Why it is folded away, where it is: `outdated`, `resolved` …
  public final Optional<String> minimized() {
    return minimized;
  }

  final boolean add(Reaction reaction) {
    return reactions.add(reaction);
  }

  final void edit(String text, Instant at) {
    body = text;
    updatedAt = at;
  }

  final void minimize(String reason) {
    minimized = Optional.of(reason);
  }
}
