package dev.retort.bot;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.LooseFiles;
import dev.retort.change.Change;
import dev.retort.change.Neighbour;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.forge.Comparison;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.forge.Repository;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import java.util.List;
import java.util.Set;

/// Judges a pull request as it would land on the tip that its base branch has at this moment.
///
/// GitHub's own merge commit is not used: it is computed late, goes stale when the base moves, and
/// does not exist where some unrelated file conflicts.
public final class JudgePullRequest {
  /// Files that can bring an environment into being or change where it looks, wherever they stand.
  private static final Set<String> MAKES_AN_ENVIRONMENT =
      Set.of("alembic.ini", "pyproject.toml", "env.py", "script.py.mako", "retort.yml");

  private final Reads forge;
  private final Judge judge;
  private final AcceptedFindings accepted;
  private final OpenRevisions open;
  private final LostFiles lost;

  public JudgePullRequest(Reads forge, Judge judge, AcceptedFindings accepted, OpenRevisions open) {
    this.forge = forge;
    this.judge = judge;
    this.accepted = accepted;
    this.open = open;
    this.lost = new LostFiles(forge);
  }

  /// Reads three trees at most, and of their contents only what was never read before. Where a
  /// revision is missed, the base's history is asked as well.
  public Judgement judge(Repository repository, PullRequest pullRequest) {
    return judge(
        repository,
        pullRequest,
        forge.compare(repository, pullRequest.baseBranch(), pullRequest.headSha()));
  }

  Judgement judge(Repository repository, PullRequest pullRequest, Comparison comparison) {
    if (!mayConcern(repository, comparison)) {
      return new Judgement(
          pullRequest, comparison, new Verdict(Verdict.Conclusion.SUCCESS, List.of(), List.of()));
    }
    Snapshot base = forge.snapshot(repository, comparison.baseTip());
    Snapshot mergeBase = forge.snapshot(repository, comparison.mergeBase());
    Snapshot head = forge.snapshot(repository, pullRequest.headSha());
    Change change = Change.of(base, mergeBase, head);
    Circumstances circumstances = circumstances(repository, pullRequest);
    Verdict verdict = judge.judge(change, circumstances);
    GitEvidence evidence = lost.evidence(repository, comparison.baseTip(), verdict);
    return new Judgement(
        pullRequest,
        comparison,
        evidence.traces().isEmpty() ? verdict : judge.judge(change, circumstances.with(evidence)));
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
    List<String> touched =
        comparison.files().stream()
            .flatMap(file ->
                file.path().equals(file.previousPath())
                    ? java.util.stream.Stream.of(file.path())
                    : java.util.stream.Stream.of(file.path(), file.previousPath()))
            .toList();
    if (touched.stream()
        .anyMatch(path -> makesAnEnvironment(path) || LooseFiles.promisesRevisions(path))) {
      return true;
    }
    if (touched.isEmpty()) {
      return false;
    }
    List<Environment> environments =
        Environments.find(
                forge.snapshot(repository, comparison.baseTip()), Environments.Request.EVERYTHING)
            .environments();
    return environments.stream()
        .anyMatch(environment ->
            touched.stream().anyMatch(path -> HistoryReader.concerns(environment, path)));
  }

  private static boolean makesAnEnvironment(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return MAKES_AN_ENVIRONMENT.contains(name) || name.endsWith(".ini");
  }
}
