package dev.retort.bot;

import dev.retort.job.Job;

/// A pull request whose surroundings changed, not itself.
///
/// @param cause what happened, for people, as in "`main` moved to `0a1b2c3`"; empty where another
///   pull request is all that changed
/// @param moved whether its base moved
record Rejudging(PullRequestKey pullRequest, String cause, boolean moved) {
  Job toJob() {
    return new Job(
            RejudgePullRequest.KIND, pullRequest.text(), pullRequest.text(), Payload.write(this))
        .sharedBy(PullRequestKey.share(pullRequest.repository()));
  }

  static Rejudging of(Job job) {
    return Payload.read(job.payload(), Rejudging.class);
  }
}
