package dev.retort.bot;

import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.forge.Reads.Permission;
import dev.retort.forge.Repository;
import dev.retort.verdict.Settings;
import java.util.Optional;

/// Who may have Retort write: asked of GitHub at that moment, because what an event says of its
/// author may be old and says nothing of teams. The least that is needed stands in the settings of
/// the base branch.
public final class WritePermission {
  private final Reads forge;

  public WritePermission(Reads forge) {
    this.forge = forge;
  }

  /// What a person lacks for a command that writes; empty where they may.
  public Optional<Permission> lacking(PullRequestKey key, String login) {
    Permission has = forge.permission(key.repository(), login);
    if (!has.isAtLeast(Permission.WRITE)) {
      return Optional.of(Permission.WRITE);
    }
    if (has == Permission.ADMIN) {
      return Optional.empty();
    }
    Permission needed = needed(key);
    return has.isAtLeast(needed) ? Optional.empty() : Optional.of(needed);
  }

  private Permission needed(PullRequestKey key) {
    Repository repository = key.repository();
    PullRequest pullRequest = forge.pullRequest(repository, key.number());
    Optional<String> tip =
        forge.branchTip(repository, repository.fullName(), pullRequest.baseBranch());
    return tip.map(commit -> needed(Settings.of(forge.snapshot(repository, commit))))
        .orElse(Permission.ADMIN);
  }

  /// The least that a repository's settings ask for.
  static Permission needed(Settings settings) {
    return switch (settings.commands()) {
      case WRITE -> Permission.WRITE;
      case MAINTAIN -> Permission.MAINTAIN;
      case ADMIN -> Permission.ADMIN;
    };
  }
}
