package dev.retort.cli;

import dev.retort.alembic.Revision;
import dev.retort.git.GitRepository;
import dev.retort.report.RepairWords;
import dev.retort.rule.Prose;
import dev.retort.verdict.PickedRevisions;
import dev.retort.verdict.Verdict;
import java.util.List;
import java.util.Optional;

/// What git tells of revisions that were picked from the usual branch.
final class PicksByGit {
  private PicksByGit() {}

  /// A sentence for each revision, where neither what the change lands on is the usual branch nor
  /// the change is part of that already.
  ///
  /// @param onto what the change lands on
  /// @param tip the change's own commit, or the one below what is not committed
  static List<String> told(GitRepository git, String onto, String tip, Verdict verdict) {
    List<Revision> brought = PickedRevisions.brought(verdict);
    if (brought.isEmpty()) {
      return List.of();
    }
    Optional<String> usual =
        git.usualBase()
            // Mostly so, and then git need not be asked for more.
            .filter(name -> !name.equals(onto))
            .filter(name -> git.knows(tip) && git.knows(name))
            .filter(name -> !git.contains(name, tip))
            .filter(name -> !(git.contains(name, onto) && git.contains(onto, name)));
    return usual.stream()
        .flatMap(branch ->
            PickedRevisions.of(brought, git.snapshot(branch)).stream()
                .map(each -> RepairWords.plain(each.told(Prose.of(branch)))))
        .toList();
  }
}
