package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Operation;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RT518: an ALTER that SQLite does not have, outside of batch mode.
public final class AlterOutsideBatch implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.ALTER_OUTSIDE_BATCH,
          "alter outside batch mode",
          Severity.WARNING,
          "Where only SQLite is configured, a new revision alters a column or a constraint outside of `batch_alter_table`.",
          """
          SQLite's `ALTER TABLE` renames, adds and drops columns and nothing more. A type, a default, NULL or a \
          constraint is changed by making the table anew, which is what Alembic's batch mode does; outside of it the \
          statement is refused.\
          """,
          """
          op.alter_column("orders", "note", type_=sa.Text())
          """,
          """
          `with op.batch_alter_table("orders") as batch_op: batch_op.alter_column("note", type_=sa.Text())`, and \
          `render_as_batch=True` in `env.py` for revisions to come.\
          """,
          """
          A line that the database refuses has run nowhere, so mending it is safe.\
          """,
          List.of(
              "No support for ALTER of constraints in SQLite dialect. Please refer to the batch mode feature which allows for SQLite migrations using a copy-and-move strategy.",
              "near \"ALTER\": syntax error"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  private record Alteration(ObjectName object, Deed deed) {}

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Replay.Step> steps = Additions.of(change);
    if (steps.isEmpty() || !change.databases().onlySqlite()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Replay.Step step : steps) {
      for (Operation operation : step.reading().operations()) {
        alteration(operation)
            .filter(_ -> !operation.site().batch())
            .map(altered ->
                Additions.place(step, operation.site().line())
                    .fresh(
                        new Found(step.revision().id(), altered.deed(), altered.object()),
                        policy.severity(PAGE)))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<Alteration> alteration(Operation operation) {
    return switch (operation) {
      case Operation.AlterColumn alter ->
          Optional.of(new Alteration(ObjectName.column(alter.table(), alter.column()), Deed.ALTER));
      case Operation.CreateConstraint create ->
          Optional.of(
              new Alteration(ObjectName.table(create.table()), kind(create.constraint().kind())));
      case Operation.DropConstraint drop ->
          Optional.of(new Alteration(ObjectName.table(drop.table()), Deed.DROP_CONSTRAINT));
      case Operation.RenameConstraint rename ->
          Optional.of(new Alteration(ObjectName.table(rename.table()), Deed.RENAME_CONSTRAINT));
      default -> Optional.empty();
    };
  }

  private static Deed kind(ConstraintSpec.Kind kind) {
    return switch (kind) {
      case PRIMARY_KEY -> Deed.ADD_PRIMARY_KEY;
      case FOREIGN_KEY -> Deed.ADD_FOREIGN_KEY;
      case UNIQUE -> Deed.ADD_UNIQUE;
      case CHECK, EXCLUSION -> Deed.ADD_CHECK;
    };
  }

  /// What SQLite has no statement for.
  public enum Deed {
    ALTER("alters"),
    ADD_PRIMARY_KEY("adds a primary key to"),
    ADD_FOREIGN_KEY("adds a foreign key to"),
    ADD_UNIQUE("adds a unique constraint to"),
    ADD_CHECK("adds a check to"),
    DROP_CONSTRAINT("drops a constraint of"),
    RENAME_CONSTRAINT("renames a constraint of");

    private final String words;

    Deed(String words) {
      this.words = words;
    }
  }

  /// An operation outside of batch mode.
  public record Found(String revision, Deed deed, ObjectName object) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.ALTER_OUTSIDE_BATCH;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(revision)
          .text(" " + deed.words + " ")
          .then(Words.object(object))
          .text(" outside of batch mode, and SQLite has no ")
          .code("ALTER")
          .text(" for it");
    }

    @Override
    public Prose sequel() {
      return Prose.STOP
          .text("Write it in ")
          .code("with op.batch_alter_table(…) as batch_op:")
          .text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, deed, object);
    }
  }
}
