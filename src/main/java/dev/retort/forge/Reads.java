package dev.retort.forge;

import dev.retort.change.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What is asked of GitHub. Every method may throw [ForgeException].
public interface Reads {
  PullRequest pullRequest(Repository repository, int number);

  /// Open pull requests onto a branch.
  List<PullRequest> openPullRequests(Repository repository, String baseBranch);

  /// All open pull requests.
  List<PullRequest> openPullRequests(Repository repository);

  /// Open pull requests whose head is this commit, forks' included.
  List<PullRequest> pullRequestsAt(Repository repository, String headSha);

  /// @param baseBranch compared at its tip
  Comparison compare(Repository repository, String baseBranch, String headSha);

  /// The files at a commit. Contents are fetched when they are asked for, each blob once.
  Snapshot snapshot(Repository repository, String commit);

  /// The youngest commits in a commit's history, itself included, that changed something below a
  /// folder, the youngest first.
  ///
  /// @param folder empty for the whole repository
  /// @param most at most 100
  List<PastCommit> commitsTouching(Repository repository, String commit, String folder, int most);

  /// What a commit did to the files of its first parent.
  CommitDiff diff(Repository repository, String commit);

  /// Who gave a pull request the label that it has, whoever it was the last time; empty where
  /// GitHub does not say.
  Optional<String> labelledBy(Repository repository, int number, String label);

  Permission permission(Repository repository, String login);

  /// Our check runs named `retort` on a commit, the latest first.
  List<CheckRun> checkRuns(Repository repository, String headSha);

  /// The conversation of a pull request, oldest first.
  List<Comment> comments(Repository repository, int number);

  /// Comments on the lines of a pull request's diff, oldest first.
  List<Comment> reviewComments(Repository repository, int number);

  /// The tips of the branches of the repository itself whose names begin so, by name.
  ///
  /// @param prefix empty for all
  SortedMap<String, String> branchTips(Repository repository, String prefix);

  /// The tip of a branch, empty where there is none.
  Optional<String> branchTip(Repository repository, String in, String branch);
}
