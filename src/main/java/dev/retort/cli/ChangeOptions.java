package dev.retort.cli;

import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;
import dev.retort.change.Snapshot;
import dev.retort.repair.Remedy;
import dev.retort.rule.Policy;
import dev.retort.verdict.Judge;
import dev.retort.verdict.Verdict;
import java.util.Map;
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

  Verdict judge(Remedy remedy) {
    Change change = change();
    return new Judge(RevisionCache.NONE, repository.request(), Policy.DEFAULT, remedy)
        .judge(change);
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
