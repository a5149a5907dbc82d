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
          "`downgrade` of a new revision leaves something behind, or does not bring back what `upgrade` dropped or changed.",
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
          Drop what `upgrade` made, a type by `sa.Enum(name="status").drop(op.get_bind())`, make what it dropped, and \
          alter back what it altered.\
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
                    List.copyOf(remainder.lost()),
                    List.copyOf(remainder.otherwise())))
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
  /// @param otherwise what it does not bring back as it was
  public record Found(
      String revision, List<ObjectName> left, List<ObjectName> lost, List<ObjectName> otherwise)
      implements Fact {
    public Found {
      left = List.copyOf(left);
      lost = List.copyOf(lost);
      otherwise = List.copyOf(otherwise);
    }

    @Override
    public RuleCode code() {
      return RuleCode.DOWNGRADE_INCOMPLETE;
    }

    @Override
    public Prose headline() {
      List<Prose> parts = new ArrayList<>();
      if (!left.isEmpty()) {
        parts.add(Prose.of("leaves ").list(left, Words::object));
      }
      if (!lost.isEmpty()) {
        parts.add(Prose.of("does not bring back ").list(lost, Words::object));
      }
      if (!otherwise.isEmpty()) {
        parts.add(
            Prose.of("leaves ").list(otherwise, Words::object).text(" otherwise than before"));
      }
      return Words.downgrade(revision).text(" ").list(parts, Prose::then);
    }

    @Override
    public Prose sequel() {
      return Prose.of(".");
    }

    @Override
    public List<String> identity() {
      return otherwise.isEmpty()
          ? Identity.of(revision, left, lost)
          : Identity.of(revision, left, lost, otherwise);
    }
  }
}
