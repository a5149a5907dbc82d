package dev.retort.bot;

import dev.retort.job.Inbox;
import dev.retort.job.Intents;
import java.util.List;

/// The review of a pull request, although its state may have been reviewed before.
public final class Recheck {
  private final Inbox inbox;
  private final Intents intents;

  public Recheck(Inbox inbox, Intents intents) {
    this.inbox = inbox;
    this.intents = intents;
  }

  /// @param request names the wish: the same one twice is one review
  public void request(PullRequestKey key, String request) {
    intents.record(Hints.again(key), request);
    inbox.accept(List.of(key.toJob(ReviewPullRequest.KIND)));
  }
}
