package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Effect;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.List;

/// RT514: a downgrade that does nothing although the upgrade does something.
public final class DowngradeEmpty implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.DOWNGRADE_EMPTY,
          "downgrade empty",
          Severity.OFF,
          "`downgrade` of a new revision does nothing although `upgrade` changes the schema.",
          """
          Alembic takes the revision for undone and goes on; the next `upgrade` makes everything a second time and is \
          refused. Many teams never go down, so this is off unless somebody asks for it.\
          """,
          """
          def upgrade():
              op.add_column("orders", sa.Column("note", sa.Text()))

          def downgrade():
              pass
          """,
          """
          Undo what `upgrade` does, or `raise NotImplementedError` where there is no way back.\
          """,
          """
          Safe: only downgrades change.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    for (Replay.Step step : Additions.of(change)) {
      boolean changes = step.effects().stream().anyMatch(effect -> !effect.perhaps());
      boolean empty =
          step.revision().bodies().downgrade().isPresent()
              && step.descent()
                  .filter(descent -> descent.reading().operations().isEmpty())
                  .isPresent();
      if (changes && empty) {
        findings.add(
            Place.id(step.revision())
                .fresh(
                    new Found(
                        step.revision().id(),
                        step.effects().stream().map(Effect::object).limit(3).toList()),
                    policy.severity(PAGE)));
      }
    }
    return findings;
  }

  /// A downgrade that does nothing.
  ///
  /// @param objects some of what the upgrade touches
  public record Found(String revision, List<ObjectName> objects) implements Fact {
    public Found {
      objects = List.copyOf(objects);
    }

    @Override
    public RuleCode code() {
      return RuleCode.DOWNGRADE_EMPTY;
    }

    @Override
    public Prose headline() {
      return Words.downgrade(revision)
          .text(" does nothing, but ")
          .code("upgrade")
          .text(" touches ")
          .list(objects, Words::object);
    }

    @Override
    public Prose sequel() {
      return Prose.STOP.text("Undo it, or raise where there is no way back.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, objects);
    }
  }
}
