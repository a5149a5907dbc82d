package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Descent;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Reading;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.List;

/// RT513: a downgrade that does not lead back.
public final class DowngradeIncomplete implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.DOWNGRADE_INCOMPLETE,
          "downgrade incomplete",
          Severity.NOTICE,
          "`downgrade` of a new revision leaves something behind, or does not bring back what `upgrade` dropped.",
          """
          What is left behind stands in the way when the upgrade is run again. The usual case is the type of an \
          `sa.Enum` column: dropping the table leaves it, and making the table again is refused.\
          """,
          """
          def upgrade():
              op.create_table("orders", sa.Column("status", sa.Enum("new", "paid", name="status")))

          def downgrade():
              op.drop_table("orders")
          """,
          """
          Drop what `upgrade` made, a type by `sa.Enum(name="status").drop(op.get_bind())`, and make what it dropped.\
          """,
          """
          Safe: only downgrades change.\
          """,
          List.of("type \"status\" already exists"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    for (Replay.Step step : Additions.of(change)) {
      if (step.clashes().isEmpty() && step.reading().extent() == Reading.Extent.COMPLETE) {
        step.descent()
            .flatMap(Descent::remainder)
            .map(remainder ->
                new Found(
                    step.revision().id(),
                    List.copyOf(remainder.left()),
                    List.copyOf(remainder.lost())))
            .map(found -> Place.id(step.revision()).fresh(found, policy.severity(PAGE)))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  /// What a downgrade does not undo.
  ///
  /// @param left what it leaves
  /// @param lost what it does not bring back
  public record Found(String revision, List<ObjectName> left, List<ObjectName> lost)
      implements Fact {
    public Found {
      left = List.copyOf(left);
      lost = List.copyOf(lost);
    }

    @Override
    public RuleCode code() {
      return RuleCode.DOWNGRADE_INCOMPLETE;
    }

    @Override
    public Prose headline() {
      Prose who = Words.downgrade(revision).text(" ");
      Prose first = left.isEmpty() ? who : who.text("leaves ").list(left, Words::object);
      return lost.isEmpty()
          ? first
          : first
              .text(left.isEmpty() ? "" : " and ")
              .text("does not bring back ")
              .list(lost, Words::object);
    }

    @Override
    public Prose sequel() {
      return Prose.of(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, left, lost);
    }
  }
}
