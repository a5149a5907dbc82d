package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RT101: the change leaves the history with more heads than it had.
public final class SecondHead implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.SECOND_HEAD,
          "second head",
          Severity.FAILURE,
          "The history would end in more heads than before: two revisions continue the same one.",
          """
          Alembic's `upgrade head` wants exactly one end. With two it stops before it touches the database, so the \
          next deployment fails, and so does every colleague who pulls. It mostly happens when two people create a \
          revision on the same day: each is right alone, and git merges both without a conflict, because they are \
          two different files.\
          """,
          """
          # on the base branch, merged this morning
          revision = "5a31"
          down_revision = "20f4"

          # in the pull request, created yesterday
          revision = "7c08"
          down_revision = "20f4"   # 20f4 is not the head any more
          """,
          """
          Let the lowest revision that only the pull request has continue the head: change its `down_revision` (and \
          the `Revises:` line of its docstring) to the base's head. Where databases may already have run both \
          branches, leave them as they are and add a merge revision that revises both heads. If both ends are \
          meant, give the new branch a label with `branch_labels`.\
          """,
          """
          Re-pointing is safe as long as the revision exists only in the pull request: a database that has not run it \
          simply runs it later. A developer's own database that has run it at its old place may need \
          `alembic stamp`. A merge revision is safe everywhere.\
          """,
          List.of(
              "Multiple head revisions are present for given argument 'head'; please specify a specific target "
                  + "revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads",
              "Multiple heads are present; please specify the head revision on which the new revision should be "
                  + "based, or perform a merge.",
              "The script directory has multiple heads (due to branching).Please use get_heads(), or merge the "
                  + "branches using alembic merge."));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    Branching branching = Branching.of(change, policy);
    OpenLabels open = OpenLabels.of(change, policy);
    List<Finding> findings = new ArrayList<>();
    open.heads().stream()
        .findFirst()
        .flatMap(change.after()::revision)
        .ifPresent(head ->
            findings.add(
                Place.id(head)
                    .fresh(
                        PAGE.code(),
                        policy.atMost(PAGE, Severity.WARNING),
                        Optional.empty(),
                        open.message(change.after()))));
    for (Branching.Branch branch : branching.extra()) {
      boolean undecided =
          open.heads().contains(branch.head()) || open.heads().contains(branch.counterpart());
      if (undecided) {
        continue;
      }
      findings.add(
          Place.parents(branch.leaves())
              .fresh(
                  PAGE.code(),
                  policy.severity(PAGE),
                  Optional.of(branch.counterpart()),
                  message(change, branch) + SideBySide.sentence(change, branch)));
    }
    if (!branching.inherited().isEmpty()) {
      String last = branching.inherited().getLast();
      change
          .after()
          .revision(last)
          .ifPresent(head ->
              findings.add(
                  Place.parents(head)
                      .inherited(
                          PAGE.code(),
                          Optional.of(branching.inherited().getFirst()),
                          "the history has "
                              + Words.count(branching.inherited().size(), "head", "heads")
                              + ", "
                              + Words.ids(branching.inherited())
                              + ". A merge revision over them would join it again.")));
    }
    return findings;
  }

  /// Whether labels that cannot be read leave it open how many heads are meant.
  public static boolean isUndecided(HistoryChange change, Policy policy) {
    return policy.severity(PAGE) != Severity.OFF
        && !OpenLabels.of(change, policy).heads().isEmpty();
  }

  private static String message(HistoryChange change, Branching.Branch branch) {
    History after = change.after();
    Revision leaves = branch.leaves();
    String head = Words.id(branch.counterpart());
    String who = Words.id(leaves.id());
    String all =
        "the history would have "
            + Words.count(after.heads().size(), "head", "heads")
            + " ("
            + Words.ids(after.heads())
            + "), and `alembic upgrade head` would refuse";
    if (branch.own().isEmpty()) {
      return leaves.id().equals(branch.head())
          ? who
              + " becomes a second head beside "
              + head
              + ", because what revised it is gone: "
              + all
              + ". Restore the revision that followed "
              + who
              + ", or add a merge revision over both heads."
          : who
              + " no longer revises "
              + Words.id(branch.head())
              + ", which becomes a second head beside "
              + head
              + ": "
              + all
              + ". Give "
              + who
              + " its parent back.";
    }
    if (leaves.downRevisions().isEmpty()) {
      return who
          + " revises nothing, so it starts a branch of its own beside "
          + head
          + ": "
          + all
          + ". Let "
          + who
          + " revise "
          + head
          + ".";
    }
    boolean alreadySo =
        leaves.downRevisions().contains(branch.counterpart())
            || after.isAbove(branch.counterpart(), leaves.id())
            || !Unambiguous.declares(after, branch.counterpart());
    if (alreadySo) {
      return Words.id(branch.head())
          + " ends the history beside "
          + head
          + ": "
          + all
          + ". Join the heads with a merge revision.";
    }
    return who
        + " revises "
        + Words.ids(leaves.downRevisions())
        + ", but the history already continues from there to "
        + head
        + ": "
        + all
        + ". Let "
        + who
        + " revise "
        + head
        + ", or join the heads with a merge revision.";
  }
}
