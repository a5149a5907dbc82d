package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Clash;
import dev.retort.schema.Descent;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.List;

/// RT511: a downgrade that drops a constraint without a name.
public final class DowngradeUnnamedConstraint implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.DOWNGRADE_UNNAMED_CONSTRAINT,
          "downgrade without a name",
          Severity.WARNING,
          "`downgrade` of a new revision drops a constraint or index whose name is `None`.",
          """
          Autogenerate writes `op.drop_constraint(None, …)` where the constraint was made without a name, because it \
          cannot know the one that the database chooses. SQLAlchemy refuses to compile it: the way back is closed on the \
          day that it is needed.\
          """,
          """
          def upgrade():
              op.create_foreign_key(None, "orders", "users", ["user_id"], ["id"])

          def downgrade():
              op.drop_constraint(None, "orders", type_="foreignkey")
          """,
          """
          Give the constraint a name in both functions, or set a naming convention on the metadata. PostgreSQL's own \
          choice is `orders_user_id_fkey`.\
          """,
          """
          Safe while no database has run the revision; afterwards write the name that the database has into \
          `downgrade` alone.\
          """,
          List.of(
              "Can't emit DROP CONSTRAINT for constraint ForeignKeyConstraint(…); it has no name"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    for (Replay.Step step : Additions.of(change)) {
      step.descent().map(Descent::clashes).orElse(List.of()).stream()
          .filter(clash -> clash.kind() == Clash.Kind.UNNAMED)
          .limit(1)
          .map(clash ->
              Additions.place(step, clash.operation().site().line())
                  .fresh(new Found(step.revision().id(), clash.object()), policy.severity(PAGE)))
          .forEach(findings::add);
    }
    return findings;
  }

  /// A constraint that a downgrade cannot name.
  public record Found(String revision, ObjectName object) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.DOWNGRADE_UNNAMED_CONSTRAINT;
    }

    @Override
    public Prose headline() {
      return Words.downgrade(revision)
          .text(" drops a constraint or index of ")
          .then(Words.object(object))
          .text(" without its name");
    }

    @Override
    public Prose sequel() {
      return Prose.of(": SQLAlchemy refuses it").stop().text("Give it a name in both functions.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, object);
    }
  }
}
