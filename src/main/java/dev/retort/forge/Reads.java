package dev.retort.forge;

import dev.retort.change.Snapshot;
import dev.retort.report.DiffLines;
import java.util.List;
import java.util.Locale;
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

  /// A comment in the conversation of a pull request, or on a line of its diff.
  ///
  /// @param ours whether our App wrote it: a marker counts only then
  record Comment(long id, String author, boolean ours, String body) {}

  /// A commit in the history of another.
  ///
  /// @param date when it was committed, as ISO 8601 with an offset
  /// @param parent its first, which it is compared with; empty for a root commit
  record PastCommit(String id, String date, Optional<String> parent) {}

  /// What a commit did to the files of its first parent.
  ///
  /// @param complete false where there may be more files than were listed
  record CommitDiff(List<File> files, boolean complete) {
    public CommitDiff {
      files = List.copyOf(files);
    }

    /// What became of a file.
    public enum Status {
      ADDED,
      REMOVED,
      MODIFIED,
      RENAMED
    }

    /// @param previousPath the same as `path` unless it was renamed
    /// @param blob the content after the commit; where the file was removed, the one before
    /// @param patch its hunks; empty where GitHub shows none, because nothing in it changed, it is
    ///   binary, or too much did
    public record File(
        String path, String previousPath, Status status, String blob, String patch) {}
  }

  /// What GitHub says of base...head.
  ///
  /// @param baseTip the base branch's tip at this moment
  /// @param mergeBase where the two parted
  /// @param files changed by the head since then, at most 300
  /// @param complete false where there may be more files than were listed
  /// @param lines where review comments can go
  record Comparison(
      String baseTip,
      String mergeBase,
      List<ChangedFile> files,
      boolean complete,
      DiffLines lines) {
    public Comparison {
      files = List.copyOf(files);
    }

    /// @param previousPath the same as `path` unless it was renamed
    public record ChangedFile(String path, String previousPath) {}
  }

  /// A check run of ours as it stands at GitHub.
  ///
  /// @param externalId our key for the work that it reports on
  /// @param status `queued`, `in_progress` or `completed`
  /// @param conclusion where it is completed
  /// @param annotations how many it holds
  record CheckRun(
      long id,
      String externalId,
      String headSha,
      String status,
      Optional<String> conclusion,
      int annotations) {}

  /// What a person may do in a repository, asked of GitHub at the moment of use.
  enum Permission {
    NONE,
    READ,
    WRITE,
    MAINTAIN,
    ADMIN;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    public boolean isAtLeast(Permission other) {
      return compareTo(other) >= 0;
    }
  }
}
