package dev.retort.bot;

import dev.retort.bot.OpenPullRequests.Known;
import dev.retort.forge.ForgeException;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Job;
import java.util.List;
import java.util.Optional;

/// Another judgement of a pull request, because its surroundings changed: its base moved, or
/// another pull request came or went. The pull request itself is as it was last seen, so it is not
/// asked for; should it have changed too, its own event brings the next review.
public final class RejudgePullRequest implements Handler, Troubled {
  public static final String KIND = "rejudge";

  private final OpenPullRequests open;
  private final ReviewPullRequest review;
  private final Inbox inbox;

  public RejudgePullRequest(OpenPullRequests open, ReviewPullRequest review, Inbox inbox) {
    this.open = open;
    this.review = review;
    this.inbox = inbox;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    Rejudging rejudging = Rejudging.of(job);
    PullRequestKey key = rejudging.pullRequest();
    Optional<Known> known = open.find(key);
    if (known.isEmpty()) {
      return new Outcome.Done();
    }
    try {
      review.review(key, known.get().pullRequest(), Optional.of(rejudging));
    } catch (ForgeException.NotFound | ForgeException.Refused e) {
      // It is not what it was; its state is read again.
      inbox.accept(List.of(key.toJob(ReviewPullRequest.KIND)));
    }
    return new Outcome.Done();
  }

  @Override
  public void tell(Job job, Throwable cause) {
    review.tell(Rejudging.of(job).pullRequest(), cause);
  }

  /// What its surroundings have become must not be forgotten.
  @Override
  public void leave(Job job) {
    open.unjudged(Rejudging.of(job).pullRequest());
  }

  @Override
  public void gaveUp(Job job, Throwable cause) {
    review.tell(Rejudging.of(job).pullRequest(), cause);
  }
}
