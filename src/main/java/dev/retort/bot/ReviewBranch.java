package dev.retort.bot;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.HistoryReader;
import dev.retort.bot.OpenPullRequests.Known;
import dev.retort.change.Neighbour;
import dev.retort.change.Snapshot;
import dev.retort.forge.ForgeException;
import dev.retort.forge.Reads;
import dev.retort.forge.Repository;
import dev.retort.job.Handler;
import dev.retort.job.Inbox;
import dev.retort.job.Job;
import dev.retort.job.Ledger;
import dev.retort.report.RepairWords;
import dev.retort.rule.OriginWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A branch moved: the open pull requests onto it that touch an environment which moved would now
/// land on something else. Which those are the two trees tell, in one request for the new one;
/// where no pull request is based on the branch, nothing is asked at all.
public final class ReviewBranch implements Handler {
  public static final String KIND = "branch";

  private static final Logger LOG = LoggerFactory.getLogger(ReviewBranch.class);

  /// Stands among the tips, where no branch can be called so.
  private static final String DEFAULT = "/default";

  private static final int SHORT = 7;
  private static final int MOST_NAMED = 5;

  private final Reads forge;
  private final Acquaintance acquaintance;
  private final Inbox inbox;
  private final OpenPullRequests open;
  private final Ledger ledger;

  public ReviewBranch(
      Reads forge, Acquaintance acquaintance, Inbox inbox, OpenPullRequests open, Ledger ledger) {
    this.acquaintance = acquaintance;
    this.forge = forge;
    this.inbox = inbox;
    this.open = open;
    this.ledger = ledger;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Outcome handle(Job job) {
    BaseMove told = BaseMove.of(job);
    Optional<String> handled = lastTip(ledger, told.repository(), told.branch());
    if (!told.oneOfMany() && handled.filter(told.after()::equals).isPresent()) {
      return new Outcome.Done();
    }
    acquaintance.with(told.repository());
    List<Known> onto = open.onto(told.repository(), told.branch());
    boolean matters = !onto.isEmpty() || told.toDefaultBranch();
    BaseMove move = matters && !told.follows(handled) ? asItIs(told) : told;
    if (handled.filter(move.after()::equals).isPresent()) {
      return new Outcome.Done();
    }
    if (move.isDeletion()) {
      inbox.accept(
          onto.stream()
              .map(known -> new PullRequestKey(move.repository(), known.number()))
              .map(key -> key.toJob(ReviewPullRequest.KIND))
              .toList());
      ledger.strike(page(move.repository()), move.branch());
      return new Outcome.Done();
    }
    if (matters) {
      Touched touched = touched(move, handled);
      List<Job> again = judgedAgain(move, onto, touched);
      List<Job> jobs = new ArrayList<>(again);
      if (move.toDefaultBranch() && !touched.isNothing()) {
        jobs.add(move.toJob(RepairMainline.KIND));
      }
      inbox.accept(jobs);
      LOG.info(
          "{} {}: {} of {} pull requests are judged again",
          move.repository().fullName(),
          move.branch(),
          again.size(),
          onto.size());
    }
    ledger.enter(
        page(move.repository()),
        move.toDefaultBranch()
            ? Map.of(move.branch(), move.after(), DEFAULT, move.branch())
            : Map.of(move.branch(), move.after()));
    return new Outcome.Done();
  }

  /// Where the branch is now: of several events, or of one that does not go on from where the
  /// branch was last seen, nothing tells which is the last.
  private BaseMove asItIs(BaseMove told) {
    Repository repository = told.repository();
    return told.to(forge.branchTip(repository, repository.fullName(), told.branch()));
  }

  /// The oldest verdict first.
  private List<Job> judgedAgain(BaseMove move, List<Known> onto, Touched touched) {
    String cause = moved(move.branch(), move.after()) + broughtBy(move, touched);
    return onto.stream()
        .filter(known -> !known.isJudged() || touched.concerns(known))
        .sorted(Comparator.comparingLong(Known::judgedAt).thenComparingInt(Known::number))
        .map(known ->
            new Rejudging(new PullRequestKey(move.repository(), known.number()), cause, true)
                .toJob())
        .toList();
  }

  /// What a base did, for people.
  static String moved(String branch, String tip) {
    return "`" + branch.replace("`", "") + "` moved to " + tip.substring(0, SHORT);
  }

  /// The pull requests that brought the files which moved, as far as they are known.
  private String broughtBy(BaseMove move, Touched touched) {
    PullRequestKey nobody = new PullRequestKey(move.repository(), 0);
    List<Neighbour> known =
        open.all(move.repository()).stream().flatMap(each -> each.revisions().stream()).toList();
    List<String> brought =
        open.origins(nobody, known).of(touched.paths()).values().stream()
            .map(OriginWords::of)
            .map(RepairWords::plain)
            .distinct()
            .sorted()
            .limit(MOST_NAMED)
            .toList();
    return brought.isEmpty() ? "" : " with " + String.join(", ", brought);
  }

  /// What a move changed of the histories.
  ///
  /// @param all whether every history may be another one
  /// @param environments script locations
  /// @param paths the files that differ
  private record Touched(boolean all, Set<String> environments, List<String> paths) {
    boolean concerns(Known known) {
      return all || known.environments().stream().anyMatch(environments::contains);
    }

    boolean isNothing() {
      return !all && environments.isEmpty();
    }
  }

  private Touched touched(BaseMove move, Optional<String> handled) {
    String from = handled.orElse(move.before());
    Snapshot after;
    Snapshot before;
    try {
      after = forge.snapshot(move.repository(), move.after());
      if (from.chars().allMatch(c -> c == '0')) {
        return new Touched(true, Set.of(), List.of());
      }
      before = forge.snapshot(move.repository(), from);
    } catch (ForgeException.NotFound | ForgeException.Refused e) {
      LOG.info("{}: {}", move.branch(), e.getMessage());
      return new Touched(true, Set.of(), List.of());
    }
    List<String> paths = TreeDifference.between(before, after);
    if (paths.stream().anyMatch(JudgePullRequest::makesAnEnvironment)) {
      return new Touched(true, Set.of(), paths);
    }
    Set<String> environments = new HashSet<>();
    for (Environment environment :
        paths.isEmpty()
            ? List.<Environment>of()
            : Environments.find(after, Environments.Request.EVERYTHING).environments()) {
      if (paths.stream().anyMatch(path -> HistoryReader.concerns(environment, path))) {
        environments.add(environment.scriptLocation());
      }
    }
    return new Touched(false, environments, paths);
  }

  /// Where the last move of a branch led that was looked at.
  static Optional<String> lastTip(Ledger ledger, Repository repository, String branch) {
    return Optional.ofNullable(ledger.entries(page(repository), List.of(branch)).get(branch));
  }

  /// The branch that a repository is shown with, once a move of it was looked at.
  static Optional<String> defaultBranch(Ledger ledger, Repository repository) {
    return lastTip(ledger, repository, DEFAULT);
  }

  private static String page(Repository repository) {
    return "tips " + repository.id();
  }
}
