package dev.retort.bot;

import dev.retort.forge.Comparison;
import dev.retort.forge.Forge;
import dev.retort.forge.ForgeException;
import dev.retort.forge.PullRequest;
import dev.retort.job.Handler;
import dev.retort.job.Intents;
import dev.retort.job.Job;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Judges one pull request as it stands now and says so on GitHub.
public final class ReviewPullRequest implements Handler {
  public static final String KIND = "review";

  /// For how long after a push GitHub may go on answering with the head before it.
  private static final Duration STALE_READS = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(ReviewPullRequest.class);

  private final Forge forge;
  private final JudgePullRequest judge;
  private final OpenRevisions open;
  private final Publication publication;
  private final Intents intents;
  private final Clock clock;

  public ReviewPullRequest(
      Forge forge,
      JudgePullRequest judge,
      OpenRevisions open,
      Publication publication,
      Intents intents,
      Clock clock) {
    this.forge = forge;
    this.judge = judge;
    this.open = open;
    this.publication = publication;
    this.intents = intents;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    PullRequestKey key = PullRequestKey.of(job);
    PullRequest pullRequest = forge.pullRequest(key.repository(), key.number());
    if (!pullRequest.open()) {
      open.closed(key, pullRequest.merged());
      return new Outcome.Done();
    }
    if (stillTheOldHead(key, pullRequest)) {
      return new Outcome.Later(
          Duration.ofSeconds(2), "GitHub still answers with the head before the push");
    }
    try {
      review(key, pullRequest);
    } catch (ForgeException.Refused e) {
      if (forge
          .pullRequest(key.repository(), key.number())
          .headSha()
          .equals(pullRequest.headSha())) {
        throw e;
      }
      LOG.info("{}: the head moved meanwhile; its own event brings the next review", key.text());
    }
    return new Outcome.Done();
  }

  @Override
  public void gaveUp(Job job, Throwable cause) {
    PullRequestKey key = PullRequestKey.of(job);
    PullRequest pullRequest = forge.pullRequest(key.repository(), key.number());
    if (pullRequest.open()) {
      publication.publishUnjudged(key, pullRequest, cause);
    }
  }

  private void review(PullRequestKey key, PullRequest pullRequest) {
    Comparison comparison =
        forge.compare(key.repository(), pullRequest.baseBranch(), pullRequest.headSha());
    String state =
        String.join(
            " ",
            pullRequest.headSha(),
            comparison.baseTip(),
            pullRequest.baseBranch(),
            intents.find(Hints.again(key)).orElse(""));
    if (intents.find(Hints.reviewed(key)).filter(state::equals).isPresent()) {
      LOG.debug("{}: this state has been reviewed", key.text());
      return;
    }
    Judgement judgement = judge.judge(key.repository(), pullRequest, comparison);
    open.reviewed(key, pullRequest.baseBranch(), judgement.verdict());
    publication.publish(key, judgement);
    intents.record(Hints.reviewed(key), state);
    Metrics.counter(
            "retort.verdicts", "conclusion", judgement.verdict().conclusion().word())
        .increment();
    LOG.info(
        "{} {}: {} at {}",
        key.repository().fullName(),
        key.text(),
        judgement.verdict().conclusion().word(),
        pullRequest.headSha());
  }

  private boolean stillTheOldHead(PullRequestKey key, PullRequest pullRequest) {
    Optional<Hints.Superseded> hint =
        intents.find(Hints.superseded(key)).map(Hints.Superseded::parse);
    return hint.isPresent()
        && hint.get().head().equals(pullRequest.headSha())
        && Instant.now(clock).isBefore(hint.get().at().plus(STALE_READS));
  }
}
