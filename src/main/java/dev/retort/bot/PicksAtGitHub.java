package dev.retort.bot;

import dev.retort.alembic.Revision;
import dev.retort.forge.ForgeException;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.forge.Repository;
import dev.retort.report.RepairWords;
import dev.retort.rule.Prose;
import dev.retort.verdict.PickedRevisions;
import dev.retort.verdict.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Revisions that a pull request brings to another branch than the default one, and whether they
/// were picked from there.
final class PicksAtGitHub {
  private static final Logger LOG = LoggerFactory.getLogger(PicksAtGitHub.class);

  private final Reads forge;

  PicksAtGitHub(Reads forge) {
    this.forge = forge;
  }

  /// Sentences of Markdown. Two requests, and one for the files of that name that differ; none for
  /// a pull request into the default branch, or one that brings no revision. An answer that is
  /// refused or fails leaves them out.
  ///
  /// @param onto the branch that the change lands on in the end
  /// @throws ForgeException.Unavailable where GitHub's limit is reached
  Optional<String> told(
      Repository repository, PullRequest pullRequest, String onto, Verdict verdict) {
    String usual = pullRequest.defaultBranch();
    List<Revision> brought = onto.equals(usual) ? List.of() : PickedRevisions.brought(verdict);
    if (brought.isEmpty()) {
      return Optional.empty();
    }
    try {
      return forge
          .branchTip(repository, repository.fullName(), usual)
          .map(tip -> PickedRevisions.of(brought, forge.snapshot(repository, tip)))
          .filter(picks -> !picks.isEmpty())
          .map(picks ->
              picks.stream()
                  .map(each -> RepairWords.markdown(each.told(Prose.EMPTY.code(usual))))
                  .collect(Collectors.joining("\n")));
    } catch (ForgeException e) {
      if (e instanceof ForgeException.Unavailable later && later.limited()) {
        throw e;
      }
      LOG.info("{}: what {} has is not known: {}", repository.fullName(), usual, e.getMessage());
      return Optional.empty();
    }
  }
}
