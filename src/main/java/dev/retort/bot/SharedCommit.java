package dev.retort.bot;

import dev.retort.forge.Repository;
import dev.retort.job.Job;

/// A commit that may be the head of several pull requests.
record SharedCommit(Repository repository, String head) {
  Job toJob(String kind) {
    return new Job(kind, repository.id() + "!" + head, Payload.write(this))
        .sharedBy(PullRequestKey.share(repository));
  }

  static SharedCommit of(Job job) {
    return Payload.read(job.payload(), SharedCommit.class);
  }
}
