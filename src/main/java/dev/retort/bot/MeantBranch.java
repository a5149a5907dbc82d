package dev.retort.bot;

import dev.retort.forge.ForgeException;
import dev.retort.forge.PullRequest;
import dev.retort.forge.Reads;
import dev.retort.forge.Reads.Permission;
import dev.retort.forge.Repository;
import dev.retort.rule.Acceptance;
import dev.retort.rule.Finding;
import dev.retort.verdict.Acceptances;
import dev.retort.verdict.Settings;
import dev.retort.verdict.Verdict;
import java.util.Optional;

/// The label by which somebody says that a second branch is meant. It counts for as long as it is
/// there and whoever set it may write, which is asked at the moment of use.
final class MeantBranch {
  private final Reads forge;

  MeantBranch(Reads forge) {
    this.forge = forge;
  }

  /// What a label comes to.
  sealed interface Said {
    /// There is no such label, or nothing that it could let pass.
    record Nothing() implements Said {}

    record Meant(Acceptance by) implements Said {}

    /// It lets nothing pass.
    ///
    /// @param why a sentence of Markdown
    record Unheard(String why) implements Said {}
  }

  /// Two requests where the label is there and something fails that it could let pass; none
  /// elsewhere.
  Said of(Repository repository, PullRequest pullRequest, Verdict verdict, Settings settings) {
    if (!pullRequest.isLabelled(Acceptances.LABEL)
        || verdict.findings().noneMatch(MeantBranch::failsForABranch)) {
      return new Said.Nothing();
    }
    Optional<String> by;
    try {
      by = forge.labelledBy(repository, pullRequest.number(), Acceptances.LABEL);
    } catch (ForgeException.Forbidden | ForgeException.NotFound e) {
      by = Optional.empty();
    }
    if (by.isEmpty()) {
      return new Said.Unheard(theLabel() + "because GitHub does not say who set it.");
    }
    Permission needed = WritePermission.needed(settings);
    return forge.permission(repository, by.get()).isAtLeast(needed)
        ? new Said.Meant(new Acceptance(by.get(), "the label " + Acceptances.LABEL + " is set"))
        : new Said.Unheard(
            theLabel()
                + "because that needs "
                + needed.word()
                + " permission, which `"
                + by.get().replace("`", "")
                + "`, who set it, does not have.");
  }

  private static boolean failsForABranch(Finding finding) {
    return finding.fails() && Acceptances.isOfABranch(finding);
  }

  private static String theLabel() {
    return "The label `" + Acceptances.LABEL + "` lets nothing pass, ";
  }
}
