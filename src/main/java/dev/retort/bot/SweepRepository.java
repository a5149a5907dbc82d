package dev.retort.bot;

import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.forge.Repository;
import dev.retort.job.Allowance;
import dev.retort.job.Allowance.Account;
import dev.retort.job.Allowance.Taken;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Intents;
import dev.retort.job.Job;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the open pull requests of one repository whose head was never reviewed to the end, the
/// oldest first, and has them reviewed. Of an installation's calls it takes a fifth at most, so
/// that what people wait for goes on.
public final class SweepRepository implements Handler {
  public static final String KIND = "sweep-repository";

  /// Calls in an hour: a fifth of the smallest budget.
  private static final int IN_AN_HOUR = 1_000;

  /// A list is one for each hundred that are open.
  private static final int OF_A_LIST = 1;

  /// What a review takes of a pull request with migrations that nothing is known of, with some to
  /// spare for what it has others told.
  private static final int OF_A_REVIEW = 8;

  private static final Logger LOG = LoggerFactory.getLogger(SweepRepository.class);

  private final Reads forge;
  private final Intents intents;
  private final Allowance allowance;
  private final Inbox inbox;
  private final Clock clock;

  public SweepRepository(
      Reads forge, Intents intents, Allowance allowance, Inbox inbox, Clock clock) {
    this.forge = forge;
    this.intents = intents;
    this.allowance = allowance;
    this.inbox = inbox;
    this.clock = clock;
  }

  public static Job job(Repository repository) {
    String id = String.valueOf(repository.id());
    return new Job(KIND, id, KIND + " " + id, Payload.write(repository))
        .sharedBy(PullRequestKey.share(repository));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    Repository repository = Payload.read(job.payload(), Repository.class);
    if (take(repository, OF_A_LIST) instanceof Taken.Refused refused) {
      return later(refused);
    }
    List<PullRequest> unreviewed =
        forge.openPullRequests(repository).stream()
            .filter(pullRequest -> !reviewed(repository, pullRequest))
            .sorted(Comparator.comparingInt(PullRequest::number))
            .toList();
    for (PullRequest pullRequest : unreviewed) {
      if (take(repository, OF_A_REVIEW) instanceof Taken.Refused refused) {
        return later(refused);
      }
      inbox.accept(
          List.of(
              new PullRequestKey(repository, pullRequest.number()).toJob(ReviewPullRequest.KIND)));
    }
    if (!unreviewed.isEmpty()) {
      LOG.info(
          "{}: {} open pull requests had not been reviewed",
          repository.fullName(),
          unreviewed.size());
    }
    return new Outcome.Done();
  }

  private boolean reviewed(Repository repository, PullRequest pullRequest) {
    return Hints.finishedHead(intents, new PullRequestKey(repository, pullRequest.number()))
        .filter(pullRequest.headSha()::equals)
        .isPresent();
  }

  private Taken take(Repository repository, int calls) {
    return allowance.take(
        List.of(
            new Account(
                "sweep " + Installations.subject(repository.installation()), IN_AN_HOUR, calls)),
        Duration.ofHours(1));
  }

  private Outcome later(Taken.Refused refused) {
    return new Outcome.Later(
        Duration.between(Instant.now(clock), refused.until()).plusSeconds(1),
        "the sweep has had its share of this hour's calls");
  }
}
