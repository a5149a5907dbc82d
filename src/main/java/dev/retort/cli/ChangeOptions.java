package dev.retort.cli;

import dev.retort.alembic.Environment;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.SourceTree;
import dev.retort.change.Blobs;
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
import dev.retort.verdict.MissedRevisionEvidence;
import dev.retort.verdict.Verdict;
import dev.retort.verdict.Verdict.Judged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// What every command that judges a change takes.
///
/// @param base the commit or branch on which the change would land; an empty one means none; where
///   it is left out, the usual one
/// @param head the change's own; the working tree where there is none
/// @param staged whether git's index is judged instead of the working tree
record ChangeOptions(
    RepositoryOptions repository, Optional<String> base, Optional<String> head, boolean staged) {
  /// A missing parent, a circle, a missing dependency.
  private static final Set<RuleCode> WITNESSED =
      Set.of(
          RuleCode.MISSING_PARENT,
          RuleCode.CYCLE,
          RuleCode.MISSING_DEPENDENCY,
          RuleCode.SECOND_BASE);

  /// Of the working tree or a commit.
  ChangeOptions(RepositoryOptions repository, Optional<String> base, Optional<String> head) {
    this(repository, base, head, false);
  }

  static void declare(ArgumentParser parser) {
    RepositoryOptions.declare(parser);
    parser
        .addArgument("--base")
        .metavar("REF")
        .help(
            "judge the change as it would land on this commit or branch (default: the branch of"
                + " origin that changes land on, otherwise main or master; '' judges the tree"
                + " alone)");
    parser
        .addArgument("--head")
        .metavar("REF")
        .help("the change's own commit or branch (default: the working tree)");
    parser
        .addArgument("--staged")
        .action(Arguments.storeTrue())
        .help("judge git's index, what the next commit would hold, not the working tree");
  }

  static ChangeOptions of(Namespace given) {
    ChangeOptions options =
        new ChangeOptions(
            RepositoryOptions.of(given),
            Optional.ofNullable(given.getString("base")),
            Optional.ofNullable(given.getString("head")),
            given.getBoolean("staged"));
    if (options.staged && options.head.isPresent()) {
      throw new UnusableInputException("--staged judges the index, so --head has no place.");
    }
    return options;
  }

  private ChangeOptions at(RepositoryOptions other) {
    return new ChangeOptions(other, base, head, staged);
  }

  /// A verdict, and what it was reached on.
  ///
  /// @param options as they were followed: the folder may lie above the one that was named
  /// @param tree what was judged
  /// @param git the repository that was asked
  record Judgement(
      Verdict verdict,
      Basis basis,
      ChangeOptions options,
      SourceTree tree,
      Optional<GitRepository> git) {
    /// What is known of revisions that were picked from another line, a sentence each.
    List<String> picked() {
      return basis
          .ref()
          .map(onto ->
              PicksByGit.told(git.orElseThrow(), onto, options.head().orElse("HEAD"), verdict))
          .orElse(List.of());
    }
  }

  /// By the settings of the base; where the whole tree is judged, by the tree's own.
  ///
  /// @param insistedOn the only strategy of repair wanted
  /// @throws UnusableInputException where there is no environment to be judged
  Judgement judge(Optional<Strategy> insistedOn, Progress progress) {
    return repository.upwards(
        each -> at(each).judgeHere(insistedOn, progress),
        judgement ->
            RepositoryOptions.loadsNothing(
                judgement.verdict().environments().stream()
                    .flatMap(each -> Stream.of(each.change().before(), each.change().after()))
                    .toList()));
  }

  private Judgement judgeHere(Optional<Strategy> insistedOn, Progress progress) {
    progress.doing("looking at files");
    Optional<GitRepository> git =
        base.filter(ref -> !ref.isEmpty()).or(() -> head).isPresent() || staged
            ? Optional.of(GitRepository.at(repository.folder()))
            : base.isEmpty() ? GitRepository.find(repository.folder()) : Optional.empty();
    git.ifPresent(history -> history.expect(Stream.of(base, head).flatMap(Optional::stream)));
    Optional<WorkingTree> files =
        judgesTheWorkingTree() ? Optional.of(repository.workingTree()) : Optional.empty();
    Snapshot tree =
        files
            .map(WorkingTree::snapshot)
            .orElseGet(() ->
                staged
                    ? git.orElseThrow().index()
                    : git.orElseThrow().snapshot(head.orElseThrow()));
    Basis basis = basis(git);
    ParsedOnce parsed = new ParsedOnce(new CountedReading(progress));
    Change change = change(basis, git, tree).remembering(parsed.readings());
    repository.demandNamed(tree, change.base());
    progress.counting("reading revisions");
    Judge judge = new Judge(new ChangeCache(parsed), repository.request(), insistedOn);
    Verdict verdict =
        judge.judge(
            change,
            circumstances(basis, change, git)
                .asking(judged -> evidence(basis, change, judged, progress)));
    files.ifPresent(each -> RepositoryOptions.demandListed(each, environments(verdict)));
    return new Judgement(verdict, basis, this, tree, git);
  }

  private static List<Environment> environments(Verdict verdict) {
    return verdict.environments().stream().map(judged -> judged.change().environment()).toList();
  }

  /// What was named; or the usual branch, unless there is none or nothing differs from it.
  private Basis basis(Optional<GitRepository> git) {
    if (base.isPresent()) {
      return base.get().isEmpty() ? new Basis.Alone(Optional.empty()) : new Basis.Named(base.get());
    }
    if (git.isEmpty()) {
      return alone("it is in no git repository that can be read");
    }
    GitRepository history = git.get();
    Optional<String> usual = history.usualBase();
    if (usual.isEmpty() || !history.knows(usual.get())) {
      return alone("git knows no origin/HEAD, main or master to compare it with");
    }
    String name = usual.get();
    String tip = head.orElse("HEAD");
    if (!history.knows(tip)) {
      return head.isPresent() ? new Basis.Usual(name) : alone("nothing is committed yet");
    }
    if (history.mergeBase(name, tip).isEmpty()) {
      return alone(
          "it has no common commit with %s here (in a shallow clone: git fetch --unshallow)"
              .formatted(name));
    }
    boolean unchanged = history.contains(name, tip) && (head.isPresent() || history.isClean());
    return unchanged ? alone(name + " holds all of it already") : new Basis.Usual(name);
  }

  private static Basis alone(String reason) {
    return new Basis.Alone(Optional.of(reason));
  }

  private Circumstances circumstances(Basis basis, Change change, Optional<GitRepository> git) {
    if (basis.ref().isEmpty()) {
      return Circumstances.USUAL.withSettingsOf(change.landing().tree());
    }
    return Circumstances.USUAL
        .withShipped(new GitBranches(git.orElseThrow()))
        .withOrigins(new GitOrigins(git.orElseThrow(), basis.ref().get()));
  }

  /// Whether git's history may tell what is not there any more, or what was there before. Only then
  /// it is asked.
  private static boolean asksForEvidence(List<Judged> judged) {
    return judged.stream()
        .flatMap(each -> each.findings().stream())
        .anyMatch(finding ->
            (finding.fails() && WITNESSED.contains(finding.code()))
                || MissedRevisionEvidence.wouldTell(finding));
  }

  private GitEvidence evidence(Basis basis, Change change, List<Judged> judged, Progress progress) {
    if (!asksForEvidence(judged)) {
      return GitEvidence.NONE;
    }
    progress.doing("asking git's history");
    List<String> commits = new ArrayList<>(List.of(head.orElse("HEAD")));
    basis.ref().ifPresent(commits::add);
    List<Environment> environments =
        judged.stream().map(each -> each.change().environment()).toList();
    return new GitHistory(repository.folder())
        .of(commits, environments, change.head(), head.isEmpty());
  }

  boolean judgesTheWorkingTree() {
    return head.isEmpty() && !staged;
  }

  /// The change onto a base that was named.
  Change change(Optional<GitRepository> git) {
    Snapshot tree =
        head.isEmpty()
            ? repository.workingTree().snapshot()
            : git.orElseThrow().snapshot(head.get());
    return change(new Basis.Named(base.orElseThrow()), git, tree);
  }

  private Change change(Basis basis, Optional<GitRepository> git, Snapshot tree) {
    if (basis.ref().isEmpty()) {
      Snapshot nothing = Snapshot.of("nothing", Map.of());
      return Change.of(nothing, nothing, tree);
    }
    String onto = basis.ref().get();
    GitRepository history = git.orElseThrow();
    String tip = head.orElse("HEAD");
    String mergeBase =
        history
            .mergeBase(onto, tip)
            .orElseThrow(() ->
                new UnusableInputException(
                    onto
                        + " and "
                        + tip
                        + " have no common commit here; in a shallow clone, fetch more history"
                        + " (git fetch --unshallow)."));
    // Most files are the same everywhere, and what lies in a folder need not be asked of git.
    Blobs near = tree.blobs();
    return Change.of(
        history.snapshot(onto).nearer(near), history.snapshot(mergeBase).nearer(near), tree);
  }
}
