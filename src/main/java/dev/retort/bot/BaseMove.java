package dev.retort.bot;

import dev.retort.forge.Repository;
import dev.retort.job.Job;

/// A branch got a new tip, as an event told it.
///
/// @param before the tip before; all zeros where the branch is new
/// @param after the tip after
/// @param toDefaultBranch whether it is the branch that the repository is shown with
record BaseMove(
    Repository repository, String branch, String before, String after, boolean toDefaultBranch) {
  Job toJob(String kind) {
    return new Job(kind, repository.id() + "@" + branch, Payload.write(this))
        .sharedBy(PullRequestKey.share(repository));
  }

  static BaseMove of(Job job) {
    return Payload.read(job.payload(), BaseMove.class);
  }

  boolean isDeletion() {
    return after.chars().allMatch(c -> c == '0');
  }

  BranchKey key() {
    return new BranchKey(repository, branch);
  }
}
