package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Dialect;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Operation;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RT520: an operation that keeps others from an older table while it looks at every row.
public final class LocksTheTable implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.LOCKS_THE_TABLE,
          "locks the table",
          Severity.OFF,
          "On PostgreSQL, a new revision makes an index without `CONCURRENTLY`, a foreign key or check without `NOT VALID`, or forbids NULL, on a table that older revisions made.",
          """
          Each looks at every row and locks the table against writers meanwhile. On a large table that is an outage; on \
          a small one nobody notices, so this is off unless somebody asks for it.\
          """,
          """
          op.create_index("ix_orders_note", "orders", ["note"])
          """,
          """
          `postgresql_concurrently=True` in an autocommit block; `postgresql_not_valid=True` and a later `VALIDATE \
          CONSTRAINT`; a valid check `IS NOT NULL` before `SET NOT NULL`.\
          """,
          """
          An index that was interrupted while it was built concurrently stays invalid and has to be dropped.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    Set<ObjectName> made = Additions.made(change);
    for (Replay.Step step : Additions.of(change)) {
      for (Operation operation : step.reading().operations()) {
        lock(operation)
            .filter(_ -> change.replayed().dialect() == Dialect.POSTGRESQL)
            .filter(lock -> Additions.isOlderTable(step, made, lock.table()))
            .map(lock ->
                Additions.place(step, operation.site().line()).fresh(lock, policy.severity(PAGE)))
            .ifPresent(findings::add);
      }
    }
    return findings;
  }

  private static Optional<Found> lock(Operation operation) {
    return switch (operation) {
      case Operation.CreateIndex create when !create.concurrently() ->
          Optional.of(new Found(create.index().table(), Work.INDEX));
      case Operation.CreateConstraint create
          when !create.constraint().notValid()
              && (create.constraint().kind() == ConstraintSpec.Kind.FOREIGN_KEY
                  || create.constraint().kind() == ConstraintSpec.Kind.CHECK) ->
          Optional.of(new Found(create.table(), Work.CONSTRAINT));
      case Operation.AlterColumn alter when alter.nullable().equals(Optional.of(false)) ->
          Optional.of(new Found(alter.table(), Work.NOT_NULL));
      default -> Optional.empty();
    };
  }

  /// What looks at every row.
  public enum Work {
    INDEX,
    CONSTRAINT,
    NOT_NULL
  }

  /// A table that is locked.
  public record Found(String table, Work work) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.LOCKS_THE_TABLE;
    }

    @Override
    public Prose headline() {
      return Prose.of("Table ")
          .id(table)
          .text(" is locked against writers while PostgreSQL looks at every row");
    }

    @Override
    public Prose sequel() {
      Prose what = Prose.of(": ");
      return switch (work) {
        case INDEX ->
            what.text("an index is built without ").code("postgresql_concurrently").text(".");
        case CONSTRAINT ->
            what.text("a constraint is checked without ").code("postgresql_not_valid").text(".");
        case NOT_NULL -> what.text("NULL is forbidden.");
      };
    }

    @Override
    public List<String> identity() {
      return Identity.of(table, work);
    }
  }
}
