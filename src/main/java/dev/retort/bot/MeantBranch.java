package dev.retort.bot;

import dev.retort.forge.ForgeException;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.forge.Reads.Permission;
import dev.retort.forge.Repository;
import dev.retort.rule.Acceptance;
import dev.retort.verdict.Acceptances;
import dev.retort.verdict.Settings;
import java.util.Optional;

/// The label by which somebody says that a pull request's second branch is meant. It counts for as
/// long as it is there and whoever set it may write, which is asked at the moment of use.
final class MeantBranch implements Acceptances.BranchQuestion {
  private final Reads forge;
  private final Repository repository;
  private final PullRequest pullRequest;
  private Optional<String> unheard = Optional.empty();

  MeantBranch(Reads forge, Repository repository, PullRequest pullRequest) {
    this.forge = forge;
    this.repository = repository;
    this.pullRequest = pullRequest;
  }

  /// Two requests where the label is there; none elsewhere.
  @Override
  public Optional<Acceptance> ask(Settings settings) {
    if (!pullRequest.isLabelled(Acceptances.LABEL)) {
      return Optional.empty();
    }
    Optional<String> by = setBy();
    if (by.isEmpty()) {
      unheard = Optional.of(theLabel() + "because GitHub does not say who set it.");
      return Optional.empty();
    }
    Permission needed = WritePermission.needed(settings);
    if (!forge.permission(repository, by.get()).isAtLeast(needed)) {
      unheard =
          Optional.of(
              theLabel()
                  + "because that needs "
                  + needed.word()
                  + " permission, which `"
                  + by.get().replace("`", "")
                  + "`, who set it, does not have.");
      return Optional.empty();
    }
    return Optional.of(new Acceptance(by.get(), "the label " + Acceptances.LABEL + " is set"));
  }

  /// Why the label lets nothing pass, in a sentence of Markdown; empty where it was not asked for,
  /// or does.
  Optional<String> unheard() {
    return unheard;
  }

  private Optional<String> setBy() {
    try {
      return forge.labelledBy(repository, pullRequest.number(), Acceptances.LABEL);
    } catch (ForgeException.Forbidden | ForgeException.NotFound e) {
      return Optional.empty();
    }
  }

  private static String theLabel() {
    return "The label `" + Acceptances.LABEL + "` lets nothing pass, ";
  }
}
