package dev.retort.bot;

import dev.retort.forge.Repository;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Job;

/// The check of a commit, said again after one of the pull requests with that head was closed,
/// retargeted or moved on. Costs one request, and none where nothing changes.
public final class SpeakForCommit implements Handler {
  public static final String KIND = "commit";

  private final Publication publication;
  private final Inbox inbox;

  public SpeakForCommit(Publication publication, Inbox inbox) {
    this.publication = publication;
    this.inbox = inbox;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    SharedCommit commit = SharedCommit.of(job);
    inbox.accept(
        publication.speakAgain(commit).stream()
            .map(number ->
                new PullRequestKey(commit.repository(), number).toJob(ReviewPullRequest.KIND))
            .toList());
    return new Outcome.Done();
  }

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
}
