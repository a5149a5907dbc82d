package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.ColumnDefault;
import dev.retort.schema.Effect;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Operation;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RT507: a column that may not be empty is added to a table that may have rows.
public final class NotNullWithoutDefault implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.NOT_NULL_WITHOUT_DEFAULT,
          "not null without default",
          Severity.WARNING,
          "A new revision adds a column with `nullable=False` and without `server_default` to a table that older revisions made.",
          """
          The rows that are there get NULL, which the column forbids: the database refuses the revision wherever the \
          table holds a row. `default=` does not help, because only SQLAlchemy's inserts see it. A test database that is \
          built from nothing has no rows and shows nothing.\
          """,
          """
          op.add_column("orders", sa.Column("currency", sa.String(3), nullable=False))
          """,
          """
          Give it a `server_default`, or add it nullable, fill it, and forbid NULL afterwards.\
          """,
          """
          Safe: where the table is empty it makes no difference, and elsewhere the line could not run.\
          """,
          List.of("column \"currency\" of relation \"orders\" contains null values"));

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
        if (operation instanceof Operation.AddColumn add
            && isStrict(add)
            && Additions.isOlderTable(step, made, add.table())
            && remains(step, add)) {
          findings.add(
              Additions.place(step, add.column().line())
                  .fresh(
                      new Found(step.revision().id(), add.table(), add.column().name()),
                      policy.severity(PAGE)));
        }
      }
    }
    return findings;
  }

  private static boolean isStrict(Operation.AddColumn add) {
    return add.column().nullable().equals(Optional.of(false))
        && add.column().value() instanceof ColumnDefault.None;
  }

  /// Whether the revision leaves the column as it added it.
  private static boolean remains(Replay.Step step, Operation.AddColumn add) {
    ObjectName object = ObjectName.column(add.table(), add.column().name());
    return step.effects().stream()
        .anyMatch(effect ->
            effect.object().equals(object)
                && effect.deed() == Effect.Deed.ADD
                && !effect.perhaps());
  }

  /// A column that rows which are there could not fill.
  public record Found(String revision, String table, String column) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.NOT_NULL_WITHOUT_DEFAULT;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(revision)
          .text(" adds ")
          .then(Words.object(ObjectName.column(table, column)))
          .text(" with ")
          .code("nullable=False")
          .text(" and without ")
          .code("server_default");
    }

    @Override
    public Prose sequel() {
      return Prose.of(": the database refuses it where the table has rows")
          .stop()
          .text("Give it a ")
          .code("server_default")
          .text(", or fill it before it forbids NULL.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, table, column);
    }
  }
}
