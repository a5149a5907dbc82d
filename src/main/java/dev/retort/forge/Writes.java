package dev.retort.forge;

import dev.retort.forge.Reads.CheckRun;
import dev.retort.report.CheckReport;
import dev.retort.report.Suggestions.Suggestion;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What is done at GitHub. Every method may throw [ForgeException]; none is repeated after a write
/// that may have been stored, because only the caller can look whether it was.
public interface Writes {
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

  long createComment(Repository repository, int number, String body);

  void updateComment(Repository repository, long id, String body);

  void deleteComment(Repository repository, long id);

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

  /// A commit to make through the git data API. Author, committer and signature are left to GitHub,
  /// which then signs it in the App's name.
  ///
  /// @param parent full id of the first parent, whose files stay where `files` says nothing else
  /// @param others full ids of further parents: branches that this commit continues as well
  /// @param files what to write over the parent's tree, by path; an empty value takes the file away
  record NewCommit(
      String parent,
      List<String> others,
      String message,
      SortedMap<String, Optional<byte[]>> files) {
    public NewCommit {
      others = List.copyOf(others);
      files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /// With a single parent.
    public NewCommit(String parent, String message, SortedMap<String, Optional<byte[]>> files) {
      this(parent, List.of(), message, files);
    }
  }
}
