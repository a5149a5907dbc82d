package dev.retort.forge.github;

import dev.retort.change.Snapshot;
import dev.retort.forge.Forge;
import dev.retort.forge.ForgeException;
import dev.retort.forge.KeptBlobs;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads.CheckRun;
import dev.retort.forge.Reads.Comment;
import dev.retort.forge.Reads.CommitDiff;
import dev.retort.forge.Reads.Comparison;
import dev.retort.forge.Reads.PastCommit;
import dev.retort.forge.Reads.Permission;
import dev.retort.forge.Repository;
import dev.retort.forge.Writes.NewCommit;
import dev.retort.report.CheckReport;
import dev.retort.report.Suggestions.Suggestion;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/// GitHub through its REST interface, and by GraphQL where REST knows no way. One for the whole
/// process: it remembers trees and blobs, within bounds, for all that use it. Safe for many
/// threads.
///
/// Each method is one request unless it says more; what installation tokens cost (one an hour)
/// comes on top.
public final class GitHubForge implements Forge {
  private final GitHubApp app;
  private final Snapshots snapshots;

  /// @param kept contents that outlive the process
  public GitHubForge(GitHubApp app, KeptBlobs kept) {
    this.app = app;
    this.snapshots = new Snapshots(new BlobStore(kept));
  }

  public GitHubForge(GitHubApp app) {
    this(app, KeptBlobs.NONE);
  }

  /// @param apiBase `https://api.github.com`, or `https://HOST/api/v3`; http only for this machine
  /// @throws IllegalArgumentException where the key or the address can't be used
  public static GitHubForge connect(GitHubApp.Credentials credentials, URI apiBase) {
    return connect(credentials, apiBase, Timeouts.USUAL, Clock.systemUTC());
  }

  public static GitHubForge connect(
      GitHubApp.Credentials credentials, URI apiBase, Timeouts timeouts, Clock clock) {
    return connect(credentials, apiBase, timeouts, clock, KeptBlobs.NONE);
  }

  public static GitHubForge connect(
      GitHubApp.Credentials credentials,
      URI apiBase,
      Timeouts timeouts,
      Clock clock,
      KeptBlobs kept) {
    return new GitHubForge(new GitHubApp(credentials, apiBase, timeouts, clock), kept);
  }

  private RepositoryCalls in(Repository repository) {
    return RepositoryCalls.of(app, repository);
  }

  @Override
  public PullRequest pullRequest(Repository repository, int number) {
    return PullRequests.one(in(repository), number);
  }

  /// One request for each hundred. `maintainerCanModify` is false in the answer: a list doesn't
  /// say.
  @Override
  public List<PullRequest> openPullRequests(Repository repository, String baseBranch) {
    return PullRequests.onto(in(repository), baseBranch);
  }

  /// One request for each hundred. `maintainerCanModify` is false in the answer.
  @Override
  public List<PullRequest> openPullRequests(Repository repository) {
    return PullRequests.open(in(repository));
  }

  /// One request; where GitHub doesn't relate the commit to any, one more for each hundred that are
  /// open. `maintainerCanModify` is false in the answer.
  @Override
  public List<PullRequest> pullRequestsAt(Repository repository, String headSha) {
    return PullRequests.at(in(repository), headSha);
  }

  @Override
  public Comparison compare(Repository repository, String baseBranch, String headSha) {
    return Comparisons.of(in(repository), baseBranch, headSha);
  }

  /// No request where the commit was read before; more than one where the tree is too large for one
  /// answer. Reading contents takes a request for each blob not seen before.
  @Override
  public Snapshot snapshot(Repository repository, String commit) {
    return snapshots.read(in(repository), commit);
  }

  @Override
  public List<PastCommit> commitsTouching(
      Repository repository, String commit, String folder, int most) {
    return PastCommits.touching(in(repository), commit, folder, most);
  }

  @Override
  public CommitDiff diff(Repository repository, String commit) {
    return PastCommits.diff(in(repository), commit);
  }

  /// One request for each hundred events of the pull request.
  @Override
  public Optional<String> labelledBy(Repository repository, int number, String label) {
    return PullRequests.labelledBy(in(repository), number, label);
  }

  @Override
  public Permission permission(Repository repository, String login) {
    try {
      return Collaborators.permission(in(repository), login);
    } catch (ForgeException.NotFound e) {
      return Permission.NONE;
    }
  }

  @Override
  public List<CheckRun> checkRuns(Repository repository, String headSha) {
    return CheckRuns.on(in(repository), app.id(), headSha);
  }

  /// One request for each 50 annotations.
  @Override
  public CheckRun createCheckRun(
      Repository repository, String headSha, String externalId, CheckReport report) {
    return CheckRuns.create(in(repository), headSha, externalId, report);
  }

  /// One request for each 50 annotations that are not posted yet, at least one.
  @Override
  public void updateCheckRun(
      Repository repository, long id, String externalId, CheckReport report, int posted) {
    CheckRuns.update(in(repository), id, externalId, report, posted);
  }

  @Override
  public List<Comment> comments(Repository repository, int number) {
    return Conversation.comments(in(repository), app, number);
  }

  @Override
  public long createComment(Repository repository, int number, String body) {
    return Conversation.create(in(repository), number, body);
  }

  @Override
  public void updateComment(Repository repository, long id, String body) {
    Conversation.update(in(repository), id, body);
  }

  @Override
  public void deleteComment(Repository repository, long id) {
    Conversation.delete(in(repository), id);
  }

  /// One request for each hundred; the first time that a bot's comment is met, one more for the
  /// name of our own.
  @Override
  public List<Comment> reviewComments(Repository repository, int number) {
    return Conversation.reviewComments(in(repository), app, number);
  }

  @Override
  public void review(
      Repository repository, int number, String headSha, List<Suggestion> suggestions) {
    Conversation.review(in(repository), number, headSha, suggestions);
  }

  @Override
  public void deleteReviewComment(Repository repository, long id) {
    Conversation.deleteReviewComment(in(repository), id);
  }

  /// By GraphQL, because REST knows no threads: one request for each hundred threads, one that
  /// folds, and one more for those that could not be resolved; never more than five.
  @Override
  public boolean foldReviewComments(Repository repository, int number, Predicate<String> which) {
    RepositoryCalls calls = in(repository);
    try {
      // Resolving is said to need this much, though nothing is written.
      return ReviewThreads.fold(calls.writing(), app, number, which);
    } catch (ForgeException.Forbidden e) {
      return ReviewThreads.fold(calls, app, number, which);
    }
  }

  @Override
  public void react(Repository repository, long commentId, String content) {
    Conversation.react(in(repository), commentId, content);
  }

  /// Three requests and one for each file.
  @Override
  public String createCommit(Repository repository, String in, NewCommit commit) {
    RepositoryCalls calls = RepositoryCalls.of(app, repository, in);
    return Commits.create(calls.writing(), commit, snapshots.files(calls, commit.parent()));
  }

  @Override
  public void fastForward(Repository repository, String in, String branch, String commit) {
    Commits.fastForward(RepositoryCalls.of(app, repository, in).writing(), branch, commit);
  }

  @Override
  public void createBranch(Repository repository, String branch, String commit) {
    Commits.createBranch(in(repository).writing(), branch, commit);
  }

  @Override
  public void deleteBranch(Repository repository, String branch) {
    Commits.deleteBranch(in(repository).writing(), branch);
  }

  @Override
  public int openPullRequest(
      Repository repository, String head, String base, String title, String body) {
    return PullRequests.open(in(repository), head, base, title, body);
  }

  @Override
  public void editPullRequest(Repository repository, int number, String title, String body) {
    PullRequests.edit(in(repository), number, title, body);
  }

  @Override
  public void closePullRequest(Repository repository, int number) {
    PullRequests.close(in(repository), number);
  }

  /// One request: GitHub does not page this list.
  @Override
  public SortedMap<String, String> branchTips(Repository repository, String prefix) {
    return Commits.tips(in(repository), prefix);
  }

  @Override
  public Optional<String> branchTip(Repository repository, String in, String branch) {
    return Commits.tip(RepositoryCalls.of(app, repository, in), branch);
  }
}
