package dev.retort.standin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A comment in the conversation of a pull request.
public final class PostedComment {
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

  PostedComment(
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

  public long id() {
    return id;
  }

  public HostedPullRequest pullRequest() {
    return pullRequest;
  }

  public Account author() {
    return author;
  }

  /// The App that wrote it, if one did.
  public Optional<RegisteredApp> app() {
    return app;
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

  /// Emoji, oldest first.
  public List<Reaction> reactions() {
    return List.copyOf(reactions);
  }

  boolean add(Reaction reaction) {
    return reactions.add(reaction);
  }

  void edit(String text, Instant at) {
    body = text;
    updatedAt = at;
  }

  @Override
  public String toString() {
    return "comment " + id + " by " + author.login();
  }
}
