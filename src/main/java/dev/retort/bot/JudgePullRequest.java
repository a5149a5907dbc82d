package dev.retort.bot;

import dev.retort.alembic.Environments;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.LooseFiles;
import dev.retort.bot.OpenPullRequests.Known;
import dev.retort.change.Change;
import dev.retort.change.HistoryChange;
import dev.retort.change.Neighbour;
import dev.retort.change.Snapshot;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.forge.Reads.Comparison;
import dev.retort.forge.Repository;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The judgement of a pull request as it would land on the tip that its base branch has at this
/// moment.
///
/// GitHub's own merge commit is not used: it is computed late, goes stale when the base moves, and
/// does not exist where some unrelated file conflicts.
public final class JudgePullRequest {
  /// Files that can bring an environment into being or change where it looks, wherever they stand.
  private static final Set<String> MAKES_AN_ENVIRONMENT =
      Set.of("alembic.ini", "pyproject.toml", "env.py", "script.py.mako", "retort.yml");

  private final Reads forge;
  private final Judge judge;
  private final KeptReadings readings;
  private final AcceptedFindings accepted;
  private final OpenPullRequests open;
  private final LostFiles lost;
  private final PicksAtGitHub picks;

  public JudgePullRequest(
      Reads forge,
      Judge judge,
      KeptReadings readings,
      AcceptedFindings accepted,
      OpenPullRequests open) {
    this.forge = forge;
    this.judge = judge;
    this.readings = readings;
    this.accepted = accepted;
    this.open = open;
    this.lost = new LostFiles(forge);
    this.picks = new PicksAtGitHub(forge);
  }

  /// Reads three trees at most, and of their contents only what was never read before; for each
  /// pull request that this one stands on, two trees and one comparison more. Where a revision is
  /// missed, the base's history is asked as well.
  public Judgement judge(Repository repository, PullRequest pullRequest) {
    return judge(
        repository,
        pullRequest,
        forge.compare(repository, pullRequest.baseBranch(), pullRequest.headSha()));
  }

  Judgement judge(Repository repository, PullRequest pullRequest, Comparison comparison) {
    List<Known> below = open.below(repository, pullRequest);
    List<Integer> numbers = below.stream().map(Known::number).toList();
    String trunk =
        below.isEmpty() ? pullRequest.baseBranch() : below.getFirst().pullRequest().baseBranch();
    if (!mayConcern(repository, comparison)) {
      return new Judgement(
          pullRequest,
          comparison,
          new Verdict(Verdict.Conclusion.SUCCESS, List.of(), List.of()),
          List.of(),
          trunk);
    }
    Ground ground = ground(repository, comparison, below);
    Snapshot mergeBase = forge.snapshot(repository, comparison.mergeBase());
    Snapshot head = forge.snapshot(repository, pullRequest.headSha());
    Change change = Change.of(ground.base(), mergeBase, head).remembering(readings.of(repository));
    MeantBranch meant = new MeantBranch(forge, repository, pullRequest);
    Circumstances circumstances =
        circumstances(repository, pullRequest)
            .withSettingsOf(ground.settings())
            .meantBy(meant)
            .asking(judged -> lost.evidence(repository, comparison.baseTip(), judged));
    Verdict told = judge.judge(change, circumstances);
    Judgement plain = new Judgement(pullRequest, comparison, told, numbers, trunk);
    Judgement judgement =
        picks.told(repository, pullRequest, trunk, told).map(plain::noted).orElse(plain);
    return meant.unheard().map(judgement::noted).orElse(judgement);
  }

  /// What a change would land on.
  ///
  /// @param settings the tree whose settings count: the trunk's, so that no pull request of a stack
  ///   can switch off the judge of another
  private record Ground(Snapshot base, Snapshot settings) {}

  /// The base branch's tip; for one that stands on others, the trunk with these as they would land.
  private Ground ground(Repository repository, Comparison comparison, List<Known> below) {
    Snapshot tip = forge.snapshot(repository, comparison.baseTip());
    if (below.isEmpty()) {
      return new Ground(tip, tip);
    }
    Optional<Snapshot> trunk = Optional.empty();
    Snapshot base = tip;
    for (Known each : below) {
      PullRequest lower = each.pullRequest();
      Comparison landing = forge.compare(repository, lower.baseBranch(), lower.headSha());
      if (trunk.isEmpty()) {
        base = forge.snapshot(repository, landing.baseTip());
        trunk = Optional.of(base);
      }
      base =
          Change.of(
                  base,
                  forge.snapshot(repository, landing.mergeBase()),
                  forge.snapshot(repository, lower.headSha()))
              .landing()
              .tree();
    }
    return new Ground(base, trunk.orElse(tip));
  }

  /// A commit that holds pull requests already: a group of the merge queue, judged against what it
  /// was built on.
  Verdict judgeGroup(Repository repository, String base, String head) {
    Snapshot before = forge.snapshot(repository, base);
    Snapshot after = forge.snapshot(repository, head);
    List<String> touched = TreeDifference.between(before, after);
    if (!mayConcern(before, touched)) {
      return new Verdict(Verdict.Conclusion.SUCCESS, List.of(), List.of());
    }
    PullRequestKey nobody = new PullRequestKey(repository, 0);
    List<Neighbour> known =
        open.all(repository).stream().flatMap(each -> each.revisions().stream()).toList();
    Circumstances circumstances = Circumstances.USUAL.withOrigins(open.origins(nobody, known));
    Change change = Change.of(before, before, after).remembering(readings.of(repository));
    return judge.judge(change, circumstances);
  }

  private Circumstances circumstances(Repository repository, PullRequest pullRequest) {
    PullRequestKey key = new PullRequestKey(repository, pullRequest.number());
    List<Neighbour> beside = open.beside(key, pullRequest.baseBranch());
    return Circumstances.USUAL
        .with(accepted.of(key))
        .beside(beside)
        .withShipped(new ShippedTrees(forge, repository, pullRequest))
        .withOrigins(open.origins(key, beside));
  }

  /// Whether the change can touch a history at all. A yes may turn out harmless; a no is certain.
  private boolean mayConcern(Repository repository, Comparison comparison) {
    if (!comparison.complete()) {
      return true;
    }
    List<String> touched = paths(comparison);
    if (touched.isEmpty()) {
      return false;
    }
    return touched.stream().anyMatch(JudgePullRequest::isConspicuous)
        || mayConcern(forge.snapshot(repository, comparison.baseTip()), touched);
  }

  private static boolean mayConcern(Snapshot base, List<String> touched) {
    return touched.stream().anyMatch(JudgePullRequest::isConspicuous)
        || Environments.find(base, Environments.Request.EVERYTHING).environments().stream()
            .anyMatch(environment ->
                touched.stream().anyMatch(path -> HistoryReader.concerns(environment, path)));
  }

  private static List<String> paths(Comparison comparison) {
    return comparison.files().stream()
        .flatMap(file -> Stream.of(file.path(), file.previousPath()).distinct())
        .toList();
  }

  /// Whether what a pull request touches can matter to one of its environments. A no is certain.
  static boolean touches(Comparison comparison, HistoryChange change) {
    return !comparison.complete()
        || paths(comparison).stream()
            .anyMatch(path ->
                makesAnEnvironment(path)
                    || HistoryReader.concerns(change.environment(), path)
                    || HistoryReader.concerns(change.before().environment(), path));
  }

  /// Whether a file may matter whatever the environments are.
  private static boolean isConspicuous(String path) {
    return makesAnEnvironment(path) || LooseFiles.promisesRevisions(path);
  }

  static boolean makesAnEnvironment(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return MAKES_AN_ENVIRONMENT.contains(name) || name.endsWith(".ini");
  }
}
