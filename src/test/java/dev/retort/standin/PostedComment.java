package dev.retort.standin;

import java.time.Instant;
import java.util.Optional;

/// A comment in the conversation of a pull request.
public final class PostedComment extends Remark {
  PostedComment(
      long id,
      HostedPullRequest pullRequest,
      Account author,
      Optional<RegisteredApp> app,
      String body,
      Instant at) {
    super(id, pullRequest, author, app, body, at);
  }

  @Override
  public String toString() {
    return "comment " + id() + " by " + author().login();
  }
}
