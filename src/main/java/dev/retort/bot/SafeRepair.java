package dev.retort.bot;

import dev.retort.job.Job;

/// A repair that nobody asked for, because the repository wants safe ones committed.
///
/// @param head the commit that turned red
/// @param move names the base move that it turned red by
record SafeRepair(PullRequestKey pullRequest, String head, String move) {
  Job toJob() {
    return new Job(PushSafeRepair.KIND, pullRequest.text(), pullRequest.text(), Payload.write(this))
        .sharedBy(PullRequestKey.share(pullRequest.repository()));
  }

  static SafeRepair of(Job job) {
    return Payload.read(job.payload(), SafeRepair.class);
  }
}
