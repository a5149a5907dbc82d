package dev.retort.cli;

import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;
import dev.retort.change.Snapshot;
import dev.retort.repair.Repair.Strategy;
import dev.retort.verdict.Circumstances;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What every command that judges a change takes.
final class ChangeOptions {
  @Mixin RepositoryOptions repository = new RepositoryOptions();

  @Option(
      names = "--base",
      paramLabel = "REF",
      description =
          "Judge the change as it would land on this commit or branch. Without it the whole tree is"
              + " judged.")
  @Nullable String base;

  @Option(
      names = "--head",
      paramLabel = "REF",
      description = "The change's own commit or branch (default: the working tree).")
  @Nullable String head;

  /// By the settings of the base; where the whole tree is judged, by the tree's own.
  ///
  /// @param insistedOn the only strategy of repair wanted
  Verdict judge(Optional<Strategy> insistedOn) {
    Change change = change();
    return new Judge(RevisionCache.NONE, repository.request(), insistedOn)
        .judge(
            change,
            base == null
                ? Circumstances.USUAL.withSettingsOf(change.landing().tree())
                : Circumstances.USUAL);
  }

  boolean judgesTheWorkingTree() {
    return head == null;
  }

  private Change change() {
    String baseName = base;
    String headName = head;
    if (baseName == null) {
      Snapshot nothing = Snapshot.of("nothing", Map.of());
      return Change.of(
          nothing,
          nothing,
          headName == null
              ? WorkingTree.of(repository.folder).snapshot()
              : GitRepository.at(repository.folder).snapshot(headName));
    }
    GitRepository git = GitRepository.at(repository.folder);
    String tip = headName == null ? "HEAD" : headName;
    String mergeBase =
        git.mergeBase(baseName, tip)
            .orElseThrow(() ->
                new UnusableInputException(
                    baseName
                        + " and "
                        + tip
                        + " have no common commit here; in a shallow clone, fetch more history"
                        + " (git fetch --unshallow)."));
    return Change.of(
        git.snapshot(baseName),
        git.snapshot(mergeBase),
        headName == null ? WorkingTree.of(repository.folder).snapshot() : git.snapshot(headName));
  }
}
