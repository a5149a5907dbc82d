package dev.retort.forge;

import java.util.List;
import java.util.Optional;

/// A pull request as GitHub has it at this moment.
///
/// @param headSha full id of the head commit
/// @param headBranch name of the head's branch
/// @param headRepository `owner/name` of where the head lives; empty where the fork was deleted
/// @param fromFork whether the head lives in another repository than the base
/// @param maintainerCanModify whether the fork's owner lets us push
/// @param merged whether it has landed; then it is open no more
/// @param baseBranch name of the branch that it would land on
/// @param defaultBranch name of the base repository's default branch
/// @param labels their names
/// @param comments how many comments the conversation has: where it is 0 nobody need look for ours;
///   -1 where it is not known, because GitHub's lists don't say
/// @param reviewComments how many comments the lines of the diff have; -1 where it is not known
public record PullRequest(
    int number,
    String title,
    boolean open,
    boolean merged,
    boolean draft,
    String author,
    String headSha,
    String headBranch,
    Optional<String> headRepository,
    boolean fromFork,
    boolean maintainerCanModify,
    String baseBranch,
    String defaultBranch,
    List<String> labels,
    int comments,
    int reviewComments) {
  public PullRequest {
    // What an older version wrote down has none.
    labels = labels == null ? List.of() : List.copyOf(labels);
  }

  /// Whether it carries a label. GitHub takes no two that differ in case alone.
  public boolean isLabelled(String label) {
    return labels.stream().anyMatch(label::equalsIgnoreCase);
  }
}
