package dev.retort.bot;

import dev.retort.alembic.RevisionCache;
import dev.retort.bot.StandingRepair.Phase;
import dev.retort.change.Snapshot;
import dev.retort.forge.Forge;
import dev.retort.forge.ForgeException;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Repository;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Job;
import dev.retort.job.Ledger;
import dev.retort.report.MainlineRepair;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Settings;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one pull request, kept open, that joins the heads of a repository's default branch, for as
/// long as it has several: opens it, brings it up to date when the branch moves on, and closes it
/// when somebody was faster. Never a second one, never by force, and never over somebody's commits.
///
/// One that somebody closed, or whose branch somebody deleted, is left alone until the heads
/// change.
public final class RepairMainline implements Handler {
  public static final String KIND = "mainline";

  private static final Logger LOG = LoggerFactory.getLogger(RepairMainline.class);

  private final Forge forge;
  private final RepairCommits commits;
  private final RevisionCache cache;
  private final KeptReadings readings;
  private final Ledger ledger;
  private final Inbox inbox;

  public RepairMainline(
      Forge forge, RevisionCache cache, KeptReadings readings, Ledger ledger, Inbox inbox) {
    this.forge = forge;
    this.commits = new RepairCommits(forge);
    this.cache = cache;
    this.readings = readings;
    this.ledger = ledger;
    this.inbox = inbox;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    BranchKey key = BranchKey.of(job);
    Repository repository = key.repository();
    String told = BaseMove.of(job).after();
    // As the event told it. Where nothing is wrong with that, and nothing stands of ours, it need
    // not be asked whether the branch has moved on: that has an event of its own.
    if (StandingRepair.find(ledger, key).phase() == Phase.NONE
        && judged(repository, told).filter(mainline -> !mainline.whole()).isEmpty()) {
      return new Outcome.Done();
    }
    Optional<String> tip = forge.branchTip(repository, repository.fullName(), key.branch());
    tip.flatMap(now -> judged(repository, now)).ifPresent(mainline -> keep(key, mainline));
    return new Outcome.Done();
  }

  /// @return empty where the settings want no repair pull request
  private Optional<Mainline> judged(Repository repository, String commit) {
    Snapshot tree = forge.snapshot(repository, commit);
    return Settings.of(tree).openRepairPullRequest()
        ? Optional.of(Mainline.judged(tree, commit, new Judge(cache), readings.of(repository)))
        : Optional.empty();
  }

  private void keep(BranchKey key, Mainline mainline) {
    StandingRepair standing = StandingRepair.find(ledger, key);
    if (mainline.whole()) {
      if (standing.phase() != Phase.NONE) {
        settle(key, mainline, standing);
      }
      return;
    }
    boolean sameHeads = standing.heads().equals(mainline.heads());
    if (standing.phase() == Phase.LEFT && sameHeads) {
      return;
    }
    if (standing.number() != 0) {
      boolean open =
          standing.phase() != Phase.LEFT
              && forge.pullRequest(key.repository(), standing.number()).open();
      if (!open && sameHeads) {
        standing.leftAlone().enter(ledger, key);
        LOG.info("{}: #{} was closed and is left alone", name(key), standing.number());
        return;
      }
      if (!open) {
        standing = standing.afresh().enter(ledger, key);
      } else if (standing.phase() == Phase.OPEN && standing.written().equals(mainline.written())) {
        return;
      }
    }
    if (mainline.repairs().isEmpty()) {
      LOG.info("{}: several heads, and no repair that can be proved", name(key));
      return;
    }
    try {
      propose(key, mainline, standing);
    } catch (RepairCommits.ForbiddenPathException e) {
      LOG.info("{}: {}, which is no place for one", name(key), e.getMessage());
    }
  }

  /// Brings the branch and the pull request to what the repair is now.
  private void propose(BranchKey key, Mainline mainline, StandingRepair standing) {
    Optional<StandingRepair> pushed = push(key, mainline, standing);
    if (pushed.isEmpty()) {
      LOG.info("{}: `{}` holds somebody's commits and is left alone", name(key), head(key));
      return;
    }
    String title = MainlineRepair.title(key.branch(), mainline.broken());
    String body =
        MainlineRepair.body(key.branch(), mainline.tip(), mainline.broken(), mainline.repairs());
    // Looked up at GitHub even where nothing is known: an earlier run may have died after asking.
    Optional<PullRequest> open = openOne(key);
    int number;
    if (open.isPresent()) {
      number = open.get().number();
      forge.editPullRequest(key.repository(), number, title, body);
    } else {
      number = open(key, title, body);
    }
    pushed.get().opened(number, mainline.heads()).enter(ledger, key);
    // GitHub tells of it as well, but what it tells can get lost.
    inbox.accept(
        List.of(new PullRequestKey(key.repository(), number).toJob(ReviewPullRequest.KIND)));
    LOG.info("{}: #{} joins the heads at {}", name(key), number, mainline.tip());
  }

  private int open(BranchKey key, String title, String body) {
    try {
      return forge.openPullRequest(key.repository(), head(key), key.branch(), title, body);
    } catch (ForgeException.Refused e) {
      return openOne(key).map(PullRequest::number).orElseThrow(() -> e);
    }
  }

  /// @return empty where the branch holds what we did not put there
  private Optional<StandingRepair> push(BranchKey key, Mainline mainline, StandingRepair standing) {
    Repository repository = key.repository();
    Optional<String> there = forge.branchTip(repository, repository.fullName(), head(key));
    if (there.isPresent() && !standing.isOurs(there.get())) {
      return Optional.empty();
    }
    if (there.isPresent() && standing.holds(there.get(), mainline.written())) {
      return Optional.of(standing);
    }
    String commit =
        commits.make(
            new RepairCommits.Order(
                repository,
                repository.fullName(),
                mainline.tip(),
                // What stood there becomes a parent too, so that no force is needed.
                there.stream().toList(),
                mainline.verdict(),
                mainline.repairs(),
                mainline.tip(),
                Optional.empty()));
    StandingRepair pushing =
        standing.pushing(mainline.heads(), mainline.written(), commit).enter(ledger, key);
    if (there.isPresent()) {
      forge.fastForward(repository, repository.fullName(), head(key), commit);
    } else {
      forge.createBranch(repository, head(key), commit);
    }
    RepairCommits.landed(mainline.repairs(), "branch");
    return Optional.of(pushing);
  }

  /// Somebody was faster, or our own repair was merged.
  private void settle(BranchKey key, Mainline mainline, StandingRepair standing) {
    Repository repository = key.repository();
    Optional<Integer> open =
        standing.number() == 0
            ? openOne(key).map(PullRequest::number)
            : Optional.of(forge.pullRequest(repository, standing.number()))
                .filter(PullRequest::open)
                .map(PullRequest::number);
    Optional<String> there = forge.branchTip(repository, repository.fullName(), head(key));
    if (there.isEmpty() || standing.isOurs(there.get())) {
      open.ifPresent(number -> {
        say(repository, number, MainlineRepair.settled(key.branch(), mainline.tip()));
        forge.closePullRequest(repository, number);
        LOG.info("{}: whole again, #{} is closed", name(key), number);
      });
      there.ifPresent(tip -> delete(repository, head(key)));
    }
    standing.settled().enter(ledger, key);
  }

  /// Once, whatever died in between.
  private void say(Repository repository, int number, String words) {
    boolean said =
        forge.comments(repository, number).stream()
            .anyMatch(comment -> comment.ours() && comment.body().equals(words));
    if (said) {
      return;
    }
    try {
      forge.createComment(repository, number, words);
    } catch (ForgeException.Forbidden e) {
      LOG.info("{}#{}: not told: {}", repository.fullName(), number, e.getMessage());
    }
  }

  private void delete(Repository repository, String branch) {
    try {
      forge.deleteBranch(repository, branch);
    } catch (ForgeException.NotFound | ForgeException.Refused e) {
      LOG.debug("{}: the branch `{}` was gone already", repository.fullName(), branch);
    }
  }

  private Optional<PullRequest> openOne(BranchKey key) {
    List<PullRequest> onto = forge.openPullRequests(key.repository(), key.branch());
    return onto.stream()
        .filter(pull -> !pull.fromFork() && pull.headBranch().equals(head(key)))
        .findFirst();
  }

  private static String head(BranchKey key) {
    return "retort/repair-" + key.branch();
  }

  private static String name(BranchKey key) {
    return key.repository().fullName() + " " + key.branch();
  }
}
