package dev.retort.bot;

import dev.retort.forge.Repository;
import dev.retort.job.Job;
import java.util.Optional;

/// A branch got a new tip, as an event told it.
///
/// @param before the tip before; all zeros where the branch is new
/// @param after the tip after
/// @param toDefaultBranch whether it is the branch that the repository is shown with
/// @param oneOfMany whether it stands for several moves, of which another may be the last: events
///   come late and again
record BaseMove(
    Repository repository,
    String branch,
    String before,
    String after,
    boolean toDefaultBranch,
    boolean oneOfMany) {
  /// Stands for the tip of a branch that is not there.
  private static final String NOWHERE = "0".repeat(40);

  BaseMove(
      Repository repository, String branch, String before, String after, boolean toDefaultBranch) {
    this(repository, branch, before, after, toDefaultBranch, false);
  }

  Job toJob(String kind) {
    BaseMove many = new BaseMove(repository, branch, before, after, toDefaultBranch, true);
    return new Job(kind, repository.id() + "@" + branch, Payload.write(this))
        .sharedBy(PullRequestKey.share(repository))
        .amongOthers(Payload.write(many));
  }

  /// Whether it goes on from where the branch was last seen, so that it tells where it is now.
  boolean follows(Optional<String> seen) {
    return !oneOfMany && seen.map(before::equals).orElse(true);
  }

  /// The same to where the branch is now.
  ///
  /// @param tip empty where it is gone
  BaseMove to(Optional<String> tip) {
    return new BaseMove(
        repository, branch, before, tip.orElse(NOWHERE), toDefaultBranch, oneOfMany);
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
