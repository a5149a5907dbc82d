package dev.retort.bot;

import dev.retort.bot.OpenPullRequests.Known;
import dev.retort.bot.PushSafeRepair.SafeRepair;
import dev.retort.bot.SpeakForCommit.SharedCommit;
import dev.retort.change.Sha256;
import dev.retort.forge.ForgeException;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.forge.Reads.Comparison;
import dev.retort.forge.Repository;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Intents;
import dev.retort.job.Job;
import dev.retort.repair.Repair;
import dev.retort.verdict.Acceptances;
import dev.retort.verdict.Settings;
import dev.retort.verdict.Verdict;
import io.micrometer.core.instrument.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The review of one pull request: judges it as it stands now and says so on GitHub, and has those
/// judged again that this one changes the surroundings of.
public final class ReviewPullRequest implements Handler, Troubled {
  public static final String KIND = "review";

  /// For how long after a push GitHub may go on answering with the head before it.
  private static final Duration STALE_READS = Duration.ofSeconds(30);

  /// Of those on the same head no more are told at once; the others learn of it at their own next
  /// review.
  private static final int MOST_TOLD = 10;

  private static final int STATE_BYTES = 16;

  private static final Logger LOG = LoggerFactory.getLogger(ReviewPullRequest.class);

  private final Reads forge;
  private final Acquaintance acquaintance;
  private final AcceptedFindings accepted;
  private final JudgePullRequest judge;
  private final OpenPullRequests open;
  private final Publication publication;
  private final Intents intents;
  private final Inbox inbox;
  private final Settling settling;
  private final Clock clock;

  /// What a review works with.
  public record Parts(
      Reads forge,
      Acquaintance acquaintance,
      AcceptedFindings accepted,
      JudgePullRequest judge,
      OpenPullRequests open,
      Publication publication) {}

  public ReviewPullRequest(
      Parts parts, Intents intents, Inbox inbox, Settling settling, Clock clock) {
    this.forge = parts.forge();
    this.acquaintance = parts.acquaintance();
    this.accepted = parts.accepted();
    this.judge = parts.judge();
    this.open = parts.open();
    this.publication = parts.publication();
    this.intents = intents;
    this.inbox = inbox;
    this.settling = settling;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    PullRequestKey key = PullRequestKey.of(job);
    Optional<Duration> wait = settling.before(key.text());
    if (wait.isPresent()) {
      return new Outcome.Later(wait.get(), "");
    }
    PullRequest pullRequest = forge.pullRequest(key.repository(), key.number());
    if (!pullRequest.open()) {
      left(key, pullRequest);
      return new Outcome.Done();
    }
    if (stillTheOldHead(key, pullRequest)) {
      return new Outcome.Later(
          Duration.ofSeconds(2), "GitHub still answers with the head before the push");
    }
    acquaintance.with(key.repository());
    entered(key, pullRequest);
    try {
      review(key, pullRequest, Optional.empty());
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

  /// Called where the job is dropped after many failures of our own.
  @Override
  public void gaveUp(Job job, Throwable cause) {
    tell(PullRequestKey.of(job), cause);
  }

  @Override
  public void tell(Job job, Throwable cause) {
    tell(PullRequestKey.of(job), cause);
  }

  /// Makes visible that a pull request could not be judged. A verdict that stands for its present
  /// state is left alone.
  void tell(PullRequestKey key, Throwable cause) {
    PullRequest pullRequest =
        open.find(key)
            .map(Known::pullRequest)
            .orElseGet(() -> forge.pullRequest(key.repository(), key.number()));
    if (!pullRequest.open() || open.find(key).filter(Known::isJudged).isPresent()) {
      return;
    }
    if (open.find(key).isEmpty()) {
      open.met(key.repository(), List.of(pullRequest));
    }
    publication.publishUnjudged(key, pullRequest, reason(cause));
  }

  private boolean baseIsGone(PullRequestKey key, PullRequest pullRequest) {
    return forge
        .branchTip(key.repository(), key.repository().fullName(), pullRequest.baseBranch())
        .isEmpty();
  }

  private static String baseGone(PullRequest pullRequest) {
    return "its base branch "
        + pullRequest.baseBranch()
        + " is gone; choose another base for the pull request";
  }

  private static String reason(Throwable cause) {
    return cause instanceof ForgeException && cause.getMessage() != null
        ? cause.getMessage()
        : "an error of Retort's own (" + cause.getClass().getSimpleName() + ")";
  }

  /// @param again why it is judged although it did not change itself; empty where it may have
  void review(PullRequestKey key, PullRequest pullRequest, Optional<Rejudging> again) {
    Repository repository = key.repository();
    Comparison comparison;
    try {
      comparison = forge.compare(repository, pullRequest.baseBranch(), pullRequest.headSha());
    } catch (ForgeException.NotFound e) {
      open.unjudged(key);
      if (!baseIsGone(key, pullRequest)) {
        throw e;
      }
      publication.publishUnjudged(key, pullRequest, baseGone(pullRequest));
      return;
    } catch (ForgeException e) {
      open.unjudged(key);
      throw e;
    }
    if (again.isPresent() && comparison.mergeBase().equals(pullRequest.headSha())) {
      // It has landed, and the news of that is on its way.
      inbox.accept(List.of(key.toJob(KIND)));
      return;
    }
    String wish = intents.find(Hints.again(key)).orElse("");
    String state = state(key, pullRequest, comparison, wish);
    if (intents.find(Hints.reviewed(key)).filter(state::equals).isPresent()
        && open.find(key).filter(Known::isJudged).isPresent()) {
      LOG.debug("{}: this state has been reviewed", key.text());
      return;
    }
    judge(key, pullRequest, comparison, new State(state, wish), again);
  }

  /// What a review is known by when it is done.
  ///
  /// @param wish to be judged afresh; empty where nobody had it
  private record State(String text, String wish) {}

  private void judge(
      PullRequestKey key,
      PullRequest pullRequest,
      Comparison comparison,
      State state,
      Optional<Rejudging> again) {
    Repository repository = key.repository();
    String wish = state.wish();
    Optional<String> before = intents.find(Hints.reviewed(key));
    Optional<Known> known = open.find(key);
    Judgement judgement;
    try {
      judgement = judge.judge(repository, pullRequest, comparison);
    } catch (ForgeException e) {
      open.unjudged(key);
      throw e;
    }
    open.judged(key, judgement, clock.instant(), again.isPresent());
    boolean afresh = !wish.isEmpty() && before.filter(text -> text.endsWith(" " + wish)).isEmpty();
    Settings settings = settings(repository, judgement);
    intents.record(Hints.shown(key), pullRequest.headSha());
    List<Integer> unjudged =
        publication.publish(
            key,
            judgement,
            new Publication.Manner(
                afresh, settings.comments(), note(key, judgement, known, again)));
    intents.record(Hints.reviewed(key), state.text());
    count(judgement.verdict());
    inbox.accept(
        unjudged.stream()
            .map(number -> new PullRequestKey(repository, number).toJob(KIND))
            .toList());
    repairUnasked(key, judgement, settings, again);
    if (again.isEmpty()) {
      tellNeighbours(key, known, open.find(key));
    }
    LOG.info(
        "{} {}: {} at {}",
        repository.fullName(),
        key.text(),
        judgement.verdict().conclusion().word(),
        pullRequest.headSha());
  }

  /// By conclusion, and by each rule that had something to say.
  private static void count(Verdict verdict) {
    String conclusion = verdict.conclusion().word();
    Metrics.counter("retort.verdicts", "conclusion", conclusion).increment();
    verdict
        .findings()
        .map(finding -> finding.code().toString())
        .distinct()
        .forEach(rule ->
            Metrics.counter("retort.verdict.rules", "rule", rule, "conclusion", conclusion)
                .increment());
  }

  /// What made the pull request red, where that was a move of its base; kept for as long as it
  /// stays red at that head. Or what was repaired unasked.
  private Optional<String> note(
      PullRequestKey key, Judgement judgement, Optional<Known> known, Optional<Rejudging> again) {
    String kept = "cause " + key.text();
    String head = judgement.pullRequest().headSha();
    if (judgement.verdict().conclusion() != Verdict.Conclusion.FAILURE) {
      return said(PushSafeRepair.repaired(key), head);
    }
    boolean wasFine = known.filter(each -> each.conclusion().equals("success")).isPresent();
    if (wasFine && again.filter(Rejudging::moved).isPresent()) {
      intents.record(kept, head + " This came about when " + again.get().cause() + ".");
    }
    return said(kept, head);
  }

  /// What was noted of a head.
  private Optional<String> said(String key, String head) {
    return intents
        .find(key)
        .filter(text -> text.startsWith(head + " "))
        .map(text -> text.substring(head.length() + 1));
  }

  private Settings settings(Repository repository, Judgement judgement) {
    return judgement.verdict().environments().isEmpty()
        ? Settings.DEFAULT
        : Settings.of(forge.snapshot(repository, judgement.comparison().baseTip()));
  }

  /// A repair that nobody asked for, where the base's settings want it: for one that was fine until
  /// its base moved.
  private void repairUnasked(
      PullRequestKey key, Judgement judgement, Settings settings, Optional<Rejudging> again) {
    Verdict verdict = judgement.verdict();
    boolean safe =
        !verdict.recommended().isEmpty()
            && verdict.recommended().stream()
                .allMatch(repair -> repair.safety() == Repair.Safety.SAFE);
    if (settings.pushesSafeRepairs()
        && again.filter(Rejudging::moved).isPresent()
        && verdict.conclusion() == Verdict.Conclusion.FAILURE
        && safe) {
      inbox.accept(
          List.of(
              new SafeRepair(key, judgement.pullRequest().headSha(), again.get().cause()).toJob()));
    }
  }

  private String state(
      PullRequestKey key, PullRequest pullRequest, Comparison comparison, String wish) {
    String around =
        Sha256.hex(
                Payload.write(open.beside(key, pullRequest.baseBranch()))
                    + Payload.write(open.below(key.repository(), pullRequest)),
                STATE_BYTES)
            + (pullRequest.isLabelled(Acceptances.LABEL) ? "+label" : "");
    return String.join(
        " ", pullRequest.headSha(), comparison.baseTip(), pullRequest.baseBranch(), around, wish);
  }

  /// Notes what the pull request is now. What it was told at another head, and what the others with
  /// that head were told because of it, counts no more.
  private void entered(PullRequestKey key, PullRequest pullRequest) {
    Optional<Known> before = open.find(key);
    open.seen(key, pullRequest);
    if (before.filter(Known::isJudged).isEmpty()) {
      accepted.opened(key);
    }
    before
        .map(known -> known.pullRequest().headSha())
        .filter(head -> !head.equals(pullRequest.headSha()))
        .ifPresent(head -> speakAgain(key.repository(), head));
    boolean elsewhere =
        before
            .filter(known -> !known.pullRequest().baseBranch().equals(pullRequest.baseBranch()))
            .isPresent();
    if (elsewhere) {
      tellNeighbours(key, before, open.find(key));
    }
  }

  private void speakAgain(Repository repository, String head) {
    if (!open.at(repository, head).isEmpty()) {
      inbox.accept(List.of(new SharedCommit(repository, head).toJob(SpeakForCommit.KIND)));
    }
  }

  private void left(PullRequestKey key, PullRequest pullRequest) {
    Optional<Known> known = open.closed(key, pullRequest.merged());
    publication.forget(key);
    accepted.closed(key);
    if (known.isEmpty()) {
      return;
    }
    speakAgain(key.repository(), known.get().pullRequest().headSha());
    // One that was merged moved its base, and that brings the others' turn.
    if (!pullRequest.merged()) {
      tellNeighbours(key, known, Optional.empty());
    }
  }

  /// Has those judged again that build on what this one builds on, or stopped to.
  private void tellNeighbours(PullRequestKey key, Optional<Known> before, Optional<Known> now) {
    Set<Ground> was = Ground.of(before);
    Set<Ground> is = Ground.of(now);
    if (was.equals(is)) {
      return;
    }
    Set<Ground> changed = new HashSet<>(was);
    changed.addAll(is);
    List<Job> told = new ArrayList<>();
    for (Known other : open.all(key.repository())) {
      if (other.number() != key.number()
          && other.isJudged()
          && Ground.of(Optional.of(other)).stream().anyMatch(each -> each.meetsOneOf(changed))) {
        told.add(
            new Rejudging(new PullRequestKey(key.repository(), other.number()), "", false).toJob());
      }
    }
    inbox.accept(told.subList(Math.max(0, told.size() - MOST_TOLD), told.size()));
  }

  private boolean stillTheOldHead(PullRequestKey key, PullRequest pullRequest) {
    Optional<Hints.Superseded> hint =
        intents.find(Hints.superseded(key)).map(Hints.Superseded::parse);
    return hint.isPresent()
        && hint.get().head().equals(pullRequest.headSha())
        && Instant.now(clock).isBefore(hint.get().at().plus(STALE_READS));
  }
}
