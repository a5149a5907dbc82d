package dev.retort.forge;

import java.util.List;
import java.util.Optional;

/// A webhook as the bot acts on it. It is a hint: whoever acts reads the state again.
///
/// A payload's URLs are never taken over, so nothing a stranger put there can be contacted.
public sealed interface WebhookEvent {
  /// A pull request was opened or changed in a way that matters to its check.
  ///
  /// @param head the commit that the event speaks of, 40 or 64 hexadecimal digits
  /// @param headBefore the commit that a push replaced
  /// @param base the branch that it is to be merged into
  /// @param baseBefore the branch it was to be merged into before, where that is what changed
  /// @param merged whether it was merged, where it was closed
  record PullRequestChanged(
      Repository repository,
      Action action,
      int number,
      String head,
      Optional<String> headBefore,
      String base,
      Optional<String> baseBefore,
      boolean draft,
      boolean merged)
      implements WebhookEvent {
    /// What happened.
    public enum Action {
      OPENED,
      REOPENED,
      SYNCHRONIZED,
      BASE_CHANGED,
      READY_FOR_REVIEW,
      LABELS_CHANGED,
      CLOSED
    }
  }

  /// A branch got a new tip, was made or deleted. Tags are ignored.
  ///
  /// @param branch without `refs/heads/`
  /// @param before the tip before; all zeros where the branch is new
  /// @param after the tip after; all zeros where it was deleted
  /// @param toDefaultBranch whether it is the branch that the repository is shown with
  record Push(
      Repository repository,
      String branch,
      String before,
      String after,
      boolean created,
      boolean deleted,
      boolean toDefaultBranch)
      implements WebhookEvent {}

  /// Somebody wrote a comment. Edited comments are ignored: an old one cannot become a command.
  ///
  /// @param number the or pull request's
  /// @param onPullRequest whether it is one
  /// @param authorType GitHub's: `User`, `Bot`, `Organization`, `Mannequin`
  /// @param body as written by a stranger
  record CommentCreated(
      Repository repository,
      int number,
      boolean onPullRequest,
      long comment,
      String author,
      long authorId,
      String authorType,
      String body)
      implements WebhookEvent {}

  /// A button of a check run was pressed.
  ///
  /// @param identifier the button's
  /// @param app whose check run it is; only our own concerns us
  /// @param externalId what the App that made the check run called it; may be empty
  /// @param sender who pressed it
  /// @param pullRequests numbers, of this repository only; empty for forks
  record ButtonPressed(
      Repository repository,
      String identifier,
      long checkRun,
      String head,
      long app,
      String externalId,
      String sender,
      long senderId,
      List<Integer> pullRequests)
      implements WebhookEvent {
    public ButtonPressed {
      pullRequests = List.copyOf(pullRequests);
    }
  }

  /// Somebody asked for a check run, or the whole suite, to be done again.
  ///
  /// @param app whose check run or suite it is; only our own concerns us
  /// @param checkRun empty where the whole suite is meant
  /// @param externalId what the App that made the check run called it; may be empty
  /// @param pullRequests numbers, of this repository only; empty for forks
  record RecheckRequested(
      Repository repository,
      Optional<Long> checkRun,
      String head,
      long app,
      String externalId,
      String sender,
      long senderId,
      List<Integer> pullRequests)
      implements WebhookEvent {
    public RecheckRequested {
      pullRequests = List.copyOf(pullRequests);
    }
  }

  /// The merge queue built a group of pull requests and waits for its checks.
  ///
  /// @param head the group's own commit
  /// @param headBranch the queue's temporary branch, which names the last pull request of the group
  /// @param base the commit that the group was built on
  /// @param baseBranch where the group would land
  record MergeGroupRequested(
      Repository repository, String head, String headBranch, String base, String baseBranch)
      implements WebhookEvent {
    /// How the names of the queue's temporary branches begin.
    public static final String QUEUE = "gh-readonly-queue/";
  }

  /// A group of the merge queue is no more: merged, invalidated, or taken out.
  record MergeGroupDestroyed(Repository repository, String head) implements WebhookEvent {}

  /// The App was installed, uninstalled, suspended or given other repositories.
  ///
  /// @param owner whose installation it is
  /// @param added the repositories that the event names as reachable from now on
  /// @param removed those that it names as out of reach from now on
  record InstallationChanged(
      long installation,
      String owner,
      Change change,
      List<Repository> added,
      List<Repository> removed)
      implements WebhookEvent {
    public InstallationChanged {
      added = List.copyOf(added);
      removed = List.copyOf(removed);
    }

    /// What happened.
    public enum Change {
      CREATED,
      DELETED,
      SUSPENDED,
      RESUMED,
      REPOSITORIES_CHANGED
    }
  }

  /// Nothing to do.
  ///
  /// @param reason for the log; may hold what a stranger sent
  record Ignored(String reason) implements WebhookEvent {}
}
