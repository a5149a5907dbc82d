package dev.retort.bot;

import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.forge.Repository;
import dev.retort.forge.WebhookEvent.MergeGroupRequested;
import dev.retort.job.Allowance;
import dev.retort.job.Allowance.Account;
import dev.retort.job.Allowance.Taken;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Intents;
import dev.retort.job.Job;
import dev.retort.job.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The sweep of one repository: finds the open pull requests that nobody reviewed to the end as
/// they are, the oldest first, and has them reviewed; then those whose base moved without anybody
/// having heard of it. Before all of them come the groups of the merge queue, which waits. Of an
/// installation's calls it takes a fifth at most, so that what people wait for goes on.
public final class SweepRepository implements Handler {
  public static final String KIND = "sweep-repository";

  /// Calls in an hour: a fifth of the smallest budget.
  private static final int IN_AN_HOUR = 1_000;

  /// A list is one for each hundred that are open.
  private static final int OF_A_LIST = 1;

  private static final int OF_A_TIP = 1;

  /// What a review takes of a pull request with migrations that nothing is known of, with some to
  /// spare for what it has others told.
  private static final int OF_A_REVIEW = 8;

  private static final Logger LOG = LoggerFactory.getLogger(SweepRepository.class);

  private final Reads forge;
  private final Intents intents;
  private final OpenPullRequests open;
  private final Ledger ledger;
  private final Allowance allowance;
  private final Inbox inbox;
  private final Clock clock;

  /// What is known already.
  ///
  /// @param ledger for the tips of bases that were looked at
  public record Known(Intents intents, OpenPullRequests open, Ledger ledger, Allowance allowance) {}

  public SweepRepository(Reads forge, Known known, Inbox inbox, Clock clock) {
    this.forge = forge;
    this.intents = known.intents();
    this.open = known.open();
    this.ledger = known.ledger();
    this.allowance = known.allowance();
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
    List<PullRequest> all = forge.openPullRequests(repository);
    Optional<Taken.Refused> spent = all.isEmpty() ? Optional.empty() : groups(repository);
    if (spent.isPresent()) {
      return later(spent.get());
    }
    Map<Boolean, List<PullRequest>> listed =
        all.stream()
            .sorted(Comparator.comparingInt(PullRequest::number))
            .collect(Collectors.partitioningBy(pullRequest -> isReviewed(repository, pullRequest)));
    List<PullRequest> unreviewed = listed.getOrDefault(false, List.of());
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
    return bases(repository, listed.getOrDefault(true, List.of()));
  }

  /// Has the groups judged that nobody told of.
  ///
  /// @return what there was not enough left for
  private Optional<Taken.Refused> groups(Repository repository) {
    if (take(repository, OF_A_LIST) instanceof Taken.Refused refused) {
      return Optional.of(refused);
    }
    for (Map.Entry<String, String> tip :
        forge.branchTips(repository, MergeGroupRequested.QUEUE).entrySet()) {
      Optional<String> onto = MergeGroup.baseOf(tip.getKey());
      String head = tip.getValue();
      if (onto.isEmpty() || intents.find(CheckPublication.intent(repository, head)).isPresent()) {
        continue;
      }
      if (take(repository, OF_A_REVIEW) instanceof Taken.Refused refused) {
        return Optional.of(refused);
      }
      // What it was built on is not said. Where that is another group, what that brings counts too.
      String base = forge.compare(repository, onto.get(), head).mergeBase();
      inbox.accept(
          List.of(new MergeGroup(repository, head, tip.getKey(), base, onto.get()).toJob()));
    }
    return Optional.empty();
  }

  private boolean isReviewed(Repository repository, PullRequest pullRequest) {
    PullRequestKey key = new PullRequestKey(repository, pullRequest.number());
    return Hints.Reviewed.find(intents, key)
            .filter(state -> state.head().equals(pullRequest.headSha()))
            .filter(state -> state.base().equals(pullRequest.baseBranch()))
            .isPresent()
        && open.find(key).filter(OpenPullRequests.Known::isJudged).isPresent();
  }

  /// Has those judged again whose base is neither where it was when they were judged nor where its
  /// last move that was heard of led. The default branch is looked at although nothing is open onto
  /// it: it may have to be mended.
  private Outcome bases(Repository repository, List<PullRequest> reviewed) {
    SortedMap<String, List<PullRequest>> onto =
        reviewed.stream()
            .collect(
                Collectors.groupingBy(PullRequest::baseBranch, TreeMap::new, Collectors.toList()));
    Optional<String> main = ReviewBranch.defaultBranch(ledger, repository);
    main.ifPresent(name -> onto.putIfAbsent(name, List.of()));
    for (Map.Entry<String, List<PullRequest>> base : onto.entrySet()) {
      if (take(repository, OF_A_TIP) instanceof Taken.Refused refused) {
        return later(refused);
      }
      Optional<String> tip = forge.branchTip(repository, repository.fullName(), base.getKey());
      Optional<String> last = ReviewBranch.lastTip(ledger, repository, base.getKey());
      if (tip.isEmpty() || tip.equals(last)) {
        continue;
      }
      if (last.isPresent() && main.filter(base.getKey()::equals).isPresent()) {
        BaseMove move = new BaseMove(repository, base.getKey(), last.get(), tip.get(), true);
        inbox.accept(List.of(move.toJob(RepairMainline.KIND)));
      }
      for (PullRequest each : base.getValue()) {
        PullRequestKey key = new PullRequestKey(repository, each.number());
        if (Hints.Reviewed.find(intents, key).map(Hints.Reviewed::baseTip).equals(tip)) {
          continue;
        }
        if (take(repository, OF_A_REVIEW) instanceof Taken.Refused refused) {
          return later(refused);
        }
        String cause = ReviewBranch.moved(base.getKey(), tip.get());
        inbox.accept(List.of(new Rejudging(key, cause, true).toJob()));
      }
    }
    return new Outcome.Done();
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
