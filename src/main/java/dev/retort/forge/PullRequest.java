package dev.retort.forge;

import java.util.List;
import java.util.Optional;

/// A pull request as GitHub has it at this moment.
///
/// @param labels their names
/// @param stack which of GitHub's own stacks it is part of
public record PullRequest(
    int number,
    String title,
    String author,
    State state,
    Head head,
    Base base,
    List<String> labels,
    Remarks remarks,
    Stack stack) {
  public PullRequest {
    // What an older version wrote down has none.
    labels = labels == null ? List.of() : List.copyOf(labels);
    stack = stack == null ? Stack.NONE : stack;
  }

  /// A place in a stack of pull requests that are to land together.
  ///
  /// @param number of the stack; 0 for no stack
  /// @param position in it, the lowest first
  /// @param base the branch that the whole would land on
  public record Stack(int number, int position, String base) {
    public static final Stack NONE = new Stack(0, 0, "");

    public boolean exists() {
      return number != 0;
    }
  }

  /// How far it is.
  ///
  /// @param merged whether it has landed; then it is open no more
  public record State(boolean open, boolean merged, boolean draft) {}

  /// What it brings.
  ///
  /// @param sha full id of the head commit
  /// @param branch name of the head's branch
  /// @param repository `owner/name` of where the head lives; empty where the fork was deleted
  /// @param fromFork whether the head lives in another repository than the base
  /// @param maintainerCanModify whether the fork's owner lets us push
  public record Head(
      String sha,
      String branch,
      Optional<String> repository,
      boolean fromFork,
      boolean maintainerCanModify) {}

  /// Where it would land.
  ///
  /// @param branch name of the branch that it would land on
  /// @param defaultBranch name of the base repository's default branch
  public record Base(String branch, String defaultBranch) {}

  /// What was said of it; -1 where it is not known, because GitHub's lists don't say.
  ///
  /// @param comments how many comments the conversation has: where it is 0 nobody need look for
  ///   ours
  /// @param reviewComments how many comments the lines of the diff have
  public record Remarks(int comments, int reviewComments) {
    public static final Remarks UNKNOWN = new Remarks(-1, -1);
  }

  public boolean open() {
    return state.open();
  }

  public boolean merged() {
    return state.merged();
  }

  public boolean draft() {
    return state.draft();
  }

  public String headSha() {
    return head.sha();
  }

  public String headBranch() {
    return head.branch();
  }

  public Optional<String> headRepository() {
    return head.repository();
  }

  public boolean fromFork() {
    return head.fromFork();
  }

  public boolean maintainerCanModify() {
    return head.maintainerCanModify();
  }

  public String baseBranch() {
    return base.branch();
  }

  public String defaultBranch() {
    return base.defaultBranch();
  }

  public int comments() {
    return remarks.comments();
  }

  public int reviewComments() {
    return remarks.reviewComments();
  }

  /// Whether it carries a label. GitHub takes no two that differ in case alone.
  public boolean isLabelled(String label) {
    return labels.stream().anyMatch(label::equalsIgnoreCase);
  }
}
