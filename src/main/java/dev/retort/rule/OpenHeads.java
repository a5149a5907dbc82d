package dev.retort.rule;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;

/// Whether it can be known how many heads there are, and how many are meant.
public final class OpenHeads {
  private OpenHeads() {}

  /// Whether labels or files that cannot be read leave it open how many heads there are, or are
  /// meant.
  public static boolean areThere(HistoryChange change, Policy policy) {
    return policy.severity(SecondHead.PAGE) != Severity.OFF
        && (!OpenLabels.of(change, policy).heads().isEmpty()
            || isOpen(HeadCount.of(change, policy))
            || buildsOnLost(change));
  }

  /// Whether the change builds on a history of which a file is lost: what that continues, nobody
  /// knows.
  private static boolean buildsOnLost(HistoryChange change) {
    return !change.added().isEmpty()
        && change.after().files().stream()
            .flatMap(file -> file.problems().stream())
            .anyMatch(problem -> problem.flaw() instanceof Flaw.NotDecoded.NotThere);
  }

  private static boolean isOpen(HeadCount counted) {
    return !counted.unsure().isEmpty() || counted.joining().isPresent();
  }

  /// Whether labels that nobody can tell without running a file leave it open whether there is
  /// anything to join; or parents do, and nothing else is wrong with the history.
  public static boolean areLeftToCode(HistoryChange change, Policy policy) {
    return !OpenLabels.of(change, policy).heads().isEmpty()
        || (change.after().problems().stream()
                .noneMatch(problem -> problem.severity() == Severity.FAILURE)
            && HeadCount.of(change, policy).joining().isPresent());
  }

  /// Whether a fact of heads says only that nobody can tell.
  public static boolean isToldBy(Fact fact) {
    return fact instanceof SecondHead.Behind
        || fact instanceof SecondHead.Joined
        || fact instanceof SecondHead.Undecided;
  }
}
