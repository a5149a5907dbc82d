package dev.retort.forge;

import dev.retort.change.Snapshot;
import dev.retort.report.CheckReport;
import dev.retort.report.Suggestion;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/// GitHub, as far as Retort needs it. Every method may throw [ForgeException]; none retries a write
/// that may have been stored, because only the caller can look whether it was.
public interface Forge {
  PullRequest pullRequest(Repository repository, int number);

  /// Open pull requests onto a branch.
  List<PullRequest> openPullRequests(Repository repository, String baseBranch);

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

  Permission permission(Repository repository, String login);

  /// Our check runs named `retort` on a commit, the latest first.
  List<CheckRun> checkRuns(Repository repository, String headSha);

  /// Creates a completed check run, with all annotations.
  CheckRun createCheckRun(
      Repository repository, String headSha, String externalId, CheckReport report);

  /// Replaces what a check run says. GitHub can only append annotations, so those that it has are
  /// not sent again.
  ///
  /// @param posted how many of the report's annotations the run holds already, counted from the
  ///   first
  void updateCheckRun(
      Repository repository, long id, String externalId, CheckReport report, int posted);

  /// The conversation of a pull request, oldest first.
  List<Comment> comments(Repository repository, int number);

  long createComment(Repository repository, int number, String body);

  void updateComment(Repository repository, long id, String body);

  void deleteComment(Repository repository, long id);

  /// Comments on the lines of a pull request's diff, oldest first.
  List<Comment> reviewComments(Repository repository, int number);

  /// One review without a verdict that carries all of them.
  ///
  /// @throws ForgeException.Refused where GitHub says that a line is not in the diff; then none is
  ///   posted
  void review(Repository repository, int number, String headSha, List<Suggestion> suggestions);

  void deleteReviewComment(Repository repository, long id);

  /// Folds away comments of ours on the lines of a diff that have served: their threads are
  /// resolved, or, where we may not do that, the comments are minimised. What is folded already is
  /// left as it is, and nobody else's comment is touched, whatever it says.
  ///
  /// @param which chooses among our comments by their bodies
  /// @return whether all that were chosen are folded now
  boolean foldReviewComments(Repository repository, int number, Predicate<String> which);

  /// @param content `eyes`, `+1`, `-1`, `confused`, `rocket` …
  void react(Repository repository, long commentId, String content);

  /// Makes a commit that no branch points at yet.
  ///
  /// @param in where the branch lives: for a fork, the fork's `owner/name`
  /// @return its full id
  String createCommit(Repository repository, String in, NewCommit commit);

  /// Moves a branch forward without force.
  ///
  /// @throws ForgeException.Refused where the branch has moved so that this is no fast-forward
  void fastForward(Repository repository, String in, String branch, String commit);

  /// Makes a branch of the repository itself.
  ///
  /// @throws ForgeException.Refused where there is one of that name
  void createBranch(Repository repository, String branch, String commit);

  /// Deletes a branch of the repository itself.
  void deleteBranch(Repository repository, String branch);

  /// Opens a pull request between two branches of the repository itself.
  ///
  /// @return its number
  /// @throws ForgeException.Refused where there is one already, or nothing to merge
  int openPullRequest(Repository repository, String head, String base, String title, String body);

  /// Replaces a pull request's title and body.
  void editPullRequest(Repository repository, int number, String title, String body);

  void closePullRequest(Repository repository, int number);

  /// The tips of the branches of the repository itself whose names begin so, by name.
  ///
  /// @param prefix empty for all
  SortedMap<String, String> branchTips(Repository repository, String prefix);

  /// The tip of a branch, empty where there is none.
  Optional<String> branchTip(Repository repository, String in, String branch);
}
