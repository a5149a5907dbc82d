package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Clash;
import dev.retort.schema.Descent;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Provenance;
import dev.retort.schema.Reading;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RT512: a downgrade that the database would refuse.
public final class DowngradeFails implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.DOWNGRADE_FAILS,
          "downgrade fails",
          Severity.WARNING,
          "`downgrade` of a new revision drops what is not there or what is in use, or makes what is there.",
          """
          A downgrade is run when a deployment went wrong, and then it has to work. It is told only where the upgrade \
          and everything below was read.\
          """,
          """
          def upgrade():
              op.add_column("orders", sa.Column("note", sa.Text()))

          def downgrade():
              op.drop_column("orders", "notes")
          """,
          """
          Undo what `upgrade` does, in the reverse order, by the same names.\
          """,
          """
          Safe: a downgrade that fails has undone nothing.\
          """,
          List.of("column \"notes\" of relation \"orders\" does not exist"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    for (Replay.Step step : Additions.of(change)) {
      if (step.descent().isEmpty()
          || !step.clashes().isEmpty()
          || step.reading().extent() != Reading.Extent.COMPLETE) {
        continue;
      }
      Descent descent = step.descent().get();
      if (!descent.after().isClosed()) {
        continue;
      }
      descent.clashes().stream()
          .filter(clash -> clash.kind() != Clash.Kind.UNNAMED)
          .limit(1)
          .map(clash ->
              Additions.place(step, clash.operation().site().line())
                  .fresh(
                      new Found(
                          step.revision().id(), clash.kind(), clash.object(), clash.earlier()),
                      policy.severity(PAGE)))
          .forEach(findings::add);
    }
    return findings;
  }

  /// What the database would refuse of a downgrade.
  ///
  /// @param earlier what still needs the object
  public record Found(
      String revision, Clash.Kind kind, ObjectName object, Optional<Provenance> earlier)
      implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.DOWNGRADE_FAILS;
    }

    @Override
    public Prose headline() {
      Prose who = Words.downgrade(revision);
      Prose it = Words.object(object);
      return switch (kind) {
        case MADE_TWICE, TYPE_MADE_TWICE -> who.text(" makes ").then(it).text(", which is there");
        case IN_USE -> {
          Prose needed = who.text(" drops ").then(it).text(", which is still needed");
          yield earlier
              .map(at -> needed.text(" (").then(SideBySide.where(at)).text(")"))
              .orElse(needed);
        }
        default -> who.text(" needs ").then(it).text(", which is not there by then");
      };
    }

    @Override
    public Prose sequel() {
      Prose fails = Prose.of(": it would fail");
      return kind == Clash.Kind.IN_USE
          ? fails.stop().text("Drop what needs it first.")
          : fails.text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, kind, object);
    }
  }
}
