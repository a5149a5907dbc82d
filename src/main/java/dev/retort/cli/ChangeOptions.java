package dev.retort.cli;

import dev.retort.alembic.RuleCode;
import dev.retort.change.Change;
import dev.retort.change.ChangeCache;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.git.GitBranches;
import dev.retort.git.GitHistory;
import dev.retort.git.GitOrigins;
import dev.retort.git.GitRepository;
import dev.retort.git.UnusableInputException;
import dev.retort.git.WorkingTree;
import dev.retort.repair.Repair.Strategy;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// What every command that judges a change takes.
///
/// @param base the commit or branch on which the change would land
/// @param head the change's own; the working tree where there is none
record ChangeOptions(RepositoryOptions repository, Optional<String> base, Optional<String> head) {
  /// A missing parent, a circle, a missing dependency.
  private static final Set<RuleCode> WITNESSED =
      Set.of(RuleCode.MISSING_PARENT, RuleCode.CYCLE, RuleCode.MISSING_DEPENDENCY);

  static void declare(ArgumentParser parser) {
    RepositoryOptions.declare(parser);
    parser
        .addArgument("--base")
        .metavar("REF")
        .help(
            "judge the change as it would land on this commit or branch; without it the whole tree"
                + " is judged");
    parser
        .addArgument("--head")
        .metavar("REF")
        .help("the change's own commit or branch (default: the working tree)");
  }

  static ChangeOptions of(Namespace given) {
    return new ChangeOptions(
        RepositoryOptions.of(given),
        Optional.ofNullable(given.getString("base")),
        Optional.ofNullable(given.getString("head")));
  }

  /// By the settings of the base; where the whole tree is judged, by the tree's own.
  ///
  /// @param insistedOn the only strategy of repair wanted
  Verdict judge(Optional<Strategy> insistedOn, Progress progress) {
    progress.doing("looking at files");
    Optional<GitRepository> git =
        base.or(() -> head).map(_ -> GitRepository.at(repository.folder()));
    Change change = change(git);
    progress.counting("reading revisions");
    Judge judge =
        new Judge(new ChangeCache(new CountedReading(progress)), repository.request(), insistedOn);
    Circumstances circumstances = circumstances(change, git);
    Verdict verdict = judge.judge(change, circumstances);
    if (!asksForWitnesses(verdict)) {
      return verdict;
    }
    progress.doing("asking git's history");
    return judge.judge(change, circumstances.with(evidence(change, verdict)));
  }

  private Circumstances circumstances(Change change, Optional<GitRepository> git) {
    if (base.isEmpty()) {
      return Circumstances.USUAL.withSettingsOf(change.landing().tree());
    }
    return Circumstances.USUAL
        .withShipped(new GitBranches(git.orElseThrow()))
        .withOrigins(new GitOrigins(git.orElseThrow(), base.get()));
  }

  /// Whether git's history may tell what is not there any more, or what was there before. Only then
  /// it is asked.
  private static boolean asksForWitnesses(Verdict verdict) {
    return verdict
        .findings()
        .anyMatch(finding -> finding.fails() && WITNESSED.contains(finding.code()));
  }

  private GitEvidence evidence(Change change, Verdict verdict) {
    List<String> commits = new ArrayList<>(List.of(head.orElse("HEAD")));
    base.ifPresent(commits::add);
    return new GitHistory(repository.folder())
        .of(
            commits,
            verdict.environments().stream().map(each -> each.change().environment()).toList(),
            change.head(),
            judgesTheWorkingTree());
  }

  boolean judgesTheWorkingTree() {
    return head.isEmpty();
  }

  Change change(Optional<GitRepository> git) {
    Snapshot tree =
        head.isEmpty()
            ? WorkingTree.of(repository.folder()).snapshot()
            : git.orElseThrow().snapshot(head.get());
    if (base.isEmpty()) {
      Snapshot nothing = Snapshot.of("nothing", Map.of());
      return Change.of(nothing, nothing, tree);
    }
    GitRepository history = git.orElseThrow();
    String tip = head.orElse("HEAD");
    String mergeBase =
        history
            .mergeBase(base.get(), tip)
            .orElseThrow(() ->
                new UnusableInputException(
                    base.get()
                        + " and "
                        + tip
                        + " have no common commit here; in a shallow clone, fetch more history"
                        + " (git fetch --unshallow)."));
    return Change.of(history.snapshot(base.get()), history.snapshot(mergeBase), tree);
  }
}
