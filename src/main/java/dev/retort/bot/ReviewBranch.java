package dev.retort.bot;

import dev.retort.forge.Forge;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Job;

/// A base branch moved: every open pull request onto it would now land on something else.
public final class ReviewBranch implements Handler {
  public static final String KIND = "branch";

  private final Forge forge;
  private final Inbox inbox;

  public ReviewBranch(Forge forge, Inbox inbox) {
    this.forge = forge;
    this.inbox = inbox;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    BranchKey key = BranchKey.of(job);
    inbox.accept(
        forge.openPullRequests(key.repository(), key.branch()).stream()
            .map(pullRequest ->
                new PullRequestKey(key.repository(), pullRequest.number())
                    .toJob(ReviewPullRequest.KIND))
            .toList());
    return new Outcome.Done();
  }
}
