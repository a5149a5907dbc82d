package dev.retort.bot;

import dev.retort.forge.Repository;
import dev.retort.job.Job;

/// Which branch a job is about.
public record BranchKey(Repository repository, String branch) {
  Job toJob(String kind) {
    return new Job(kind, repository.id() + "@" + branch, Payload.write(this))
        .sharedBy(PullRequestKey.share(repository));
  }

  static BranchKey of(Job job) {
    return Payload.read(job.payload(), BranchKey.class);
  }
}
