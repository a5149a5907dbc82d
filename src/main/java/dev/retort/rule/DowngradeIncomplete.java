package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Descent;
import dev.retort.schema.ObjectNames;
import dev.retort.schema.Operation;
import dev.retort.schema.Reading;
import dev.retort.schema.Replay;
import dev.retort.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

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
            .filter(DowngradeIncomplete::isFollowed)
            .map(descent -> found(step.revision().id(), descent))
            .filter(found -> !found.left().isEmpty() || !found.lost().isEmpty())
            .map(found -> Place.id(step.revision()).fresh(found, policy.severity(PAGE)))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  /// Whether the way down was read whole and nothing stops it; one that does nothing, or refuses on
  /// purpose, is meant so.
  private static boolean isFollowed(Descent descent) {
    List<Operation> operations = descent.reading().operations();
    return descent.restored().isClosed()
        && descent.clashes().isEmpty()
        && descent.reading().extent() == Reading.Extent.COMPLETE
        && operations.stream().anyMatch(each -> !(each instanceof Operation.Harmless))
        && operations.stream().noneMatch(Operation.Raise.class::isInstance);
  }

  private static Found found(String revision, Descent descent) {
    Set<String> left = objects(descent.restored());
    left.removeAll(objects(descent.before()));
    left.removeAll(descent.before().open());
    Set<String> lost = objects(descent.before());
    lost.removeAll(objects(descent.restored()));
    lost.removeAll(descent.restored().open());
    return new Found(revision, List.copyOf(left), List.copyOf(lost));
  }

  /// What is surely there: tables with their columns, and types. Keys and indexes that the database
  /// names by itself may come back under another name.
  private static Set<String> objects(Schema schema) {
    Set<String> objects = new LinkedHashSet<>();
    schema.tables().stream()
        .filter(table -> !table.isOpen() && table.kind() == 'r')
        .forEach(table -> {
          objects.add(ObjectNames.table(table.name()));
          table
              .columns()
              .values()
              .forEach(column -> objects.add(ObjectNames.column(table.name(), column.name())));
        });
    schema.enums().stream()
        .filter(type -> type.sure())
        .forEach(type -> objects.add(ObjectNames.enumType(type.name())));
    return objects;
  }

  /// What a downgrade does not undo.
  ///
  /// @param left what it leaves
  /// @param lost what it does not bring back
  public record Found(String revision, List<String> left, List<String> lost) implements Fact {
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
