package dev.retort.rule;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT107: a branch label that is taken already.
public final class LabelConflict implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.LABEL_CONFLICT,
          "branch label conflict",
          Severity.FAILURE,
          "A branch label is declared twice, or is spelled like a revision id.",
          """
          Labels and ids share one name space. Where a name stands for two things, Alembic \
          refuses the whole history, and which of the two files its message blames changes from \
          run to run.\
          """,
          """
          # versions/20f4_billing.py
          branch_labels = ("billing",)

          # versions/7c08_billing_again.py
          branch_labels = ("billing",)
          """,
          """
          Keep the label on the first revision of the branch only: those above it inherit it. Or \
          choose another label for the new branch.\
          """,
          """
          Safe: labels are not stored in any database. Scripts that say `billing@head` may need \
          the new name.\
          """,
          List.of("Branch name 'billing' in revision 7c08 already used by revision 20f4"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }

  /// A branch label that stands for two things.
  public record Found(Flaw.LabelTaken flaw) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.LABEL_CONFLICT;
    }

    @Override
    public Prose headline() {
      Prose label = Prose.of("The branch label ").id(flaw.label()).text(" of ").id(flaw.id());
      return switch (flaw.by()) {
        case Flaw.LabelTaken.By.Id(Flaw.Spot at) ->
            label
                .text(" is also the id of the revision in ")
                .line(at.path(), at.line())
                .text(", so Alembic refuses the whole history");
        case Flaw.LabelTaken.By.Itself _ ->
            label.text(
                " is written twice in the same revision, so Alembic refuses the whole history");
        case Flaw.LabelTaken.By.Other(String id, Flaw.Spot at) ->
            label
                .text(" is already used by ")
                .id(id)
                .text(" in ")
                .line(at.path(), at.line())
                .text(", so Alembic refuses the whole history");
      };
    }

    @Override
    public Prose sequel() {
      return Prose.of("; choose another label.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(flaw.label(), flaw.id());
    }
  }
}
