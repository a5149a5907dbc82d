package dev.retort.bot;

import dev.retort.forge.Repository;
import dev.retort.forge.WebhookEvent.MergeGroupDestroyed;
import dev.retort.forge.WebhookEvent.MergeGroupRequested;
import dev.retort.job.Job;
import java.util.Optional;

/// A group that the merge queue built and waits for.
///
/// @param head the group's own commit
/// @param headBranch the queue's temporary branch
/// @param base the commit that the group was built on; empty where the group is no more
/// @param baseBranch where it would land
record MergeGroup(
    Repository repository, String head, String headBranch, String base, String baseBranch) {
  Job toJob() {
    return new Job(JudgeMergeGroup.KIND, repository.id() + "!" + head, Payload.write(this))
        .sharedBy(PullRequestKey.share(repository));
  }

  /// The news that a group is no more, which takes the place of its waiting work.
  static MergeGroup gone(MergeGroupDestroyed event) {
    return new MergeGroup(event.repository(), event.head(), "", "", "");
  }

  boolean isGone() {
    return base.isEmpty();
  }

  static MergeGroup of(Job job) {
    return Payload.read(job.payload(), MergeGroup.class);
  }

  /// The branch that a group would land on, by the name of its own: `gh-readonly-queue/main/pr-…`.
  static Optional<String> baseOf(String headBranch) {
    int end = headBranch.lastIndexOf("/pr-");
    return headBranch.startsWith(MergeGroupRequested.QUEUE)
            && end > MergeGroupRequested.QUEUE.length()
        ? Optional.of(headBranch.substring(MergeGroupRequested.QUEUE.length(), end))
        : Optional.empty();
  }

  /// Under this key stands that a group is no more.
  static String destroyed(Repository repository, String head) {
    return "group gone " + repository.id() + " " + head;
  }
}
