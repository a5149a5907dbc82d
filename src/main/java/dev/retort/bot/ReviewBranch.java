package dev.retort.bot;

import dev.retort.forge.Reads;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Job;
import java.util.TreeSet;

/// A base branch moved: every open pull request onto it would now land on something else. Those
/// that were open when they were last looked at are looked at too, should the news of their end
/// have been lost.
public final class ReviewBranch implements Handler {
  public static final String KIND = "branch";

  private final Reads forge;
  private final Inbox inbox;
  private final OpenRevisions open;

  public ReviewBranch(Reads forge, Inbox inbox, OpenRevisions open) {
    this.forge = forge;
    this.inbox = inbox;
    this.open = open;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    BranchKey key = BranchKey.of(job);
    TreeSet<Integer> numbers = new TreeSet<>(open.onto(key.repository(), key.branch()));
    forge
        .openPullRequests(key.repository(), key.branch())
        .forEach(pullRequest -> numbers.add(pullRequest.number()));
    inbox.accept(
        numbers.stream()
            .map(number ->
                new PullRequestKey(key.repository(), number).toJob(ReviewPullRequest.KIND))
            .toList());
    return new Outcome.Done();
  }
}
