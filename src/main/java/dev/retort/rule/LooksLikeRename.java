package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Column;
import dev.retort.schema.ColumnSpec;
import dev.retort.schema.Effect;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Operation;
import dev.retort.schema.Reading;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// RT506: a column is dropped and one of the same type added, which loses what it held.
public final class LooksLikeRename implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.LOOKS_LIKE_RENAME,
          "looks like a rename",
          Severity.WARNING,
          "A new revision drops one column of a table and adds one of the same type.",
          """
          Autogenerate knows no renames: a column that got another name in the models is dropped and added, and what \
          it held is gone with the deployment.\
          """,
          """
          op.add_column("orders", sa.Column("remark", sa.Text()))
          op.drop_column("orders", "note")
          """,
          """
          If a rename was meant: `op.alter_column("orders", "note", new_column_name="remark")`.\
          """,
          """
          Safe while no database has run the revision.\
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
      if (step.reading().extent() == Reading.Extent.COMPLETE && !movesRows(step)) {
        tables(step).stream()
            .filter(table -> Additions.isOlderTable(step, made, table))
            .flatMap(table -> renamed(step, table).stream())
            .map(pair -> finding(policy, step, pair))
            .forEach(findings::add);
      }
    }
    return findings;
  }

  /// A column that goes and one that comes.
  private record Pair(String table, Column old, Column fresh, int line) {}

  /// Rows that are written may carry the values over.
  private static boolean movesRows(Replay.Step step) {
    return step.reading().operations().stream()
        .anyMatch(each -> each instanceof Operation.WriteData || each instanceof Operation.Perhaps);
  }

  private static Set<String> tables(Replay.Step step) {
    Set<String> tables = new LinkedHashSet<>();
    for (Operation operation : step.reading().operations()) {
      if (operation instanceof Operation.DropColumn drop) {
        tables.add(drop.table());
      }
    }
    return tables;
  }

  /// Only where there is one of each: of several nobody can tell which became which.
  private static Optional<Pair> renamed(Replay.Step step, String table) {
    List<String> dropped = new ArrayList<>();
    List<ColumnSpec> added = new ArrayList<>();
    for (Operation operation : step.reading().operations()) {
      switch (operation) {
        case Operation.DropColumn drop when drop.table().equals(table) ->
            dropped.add(drop.column());
        case Operation.AddColumn add when add.table().equals(table) -> added.add(add.column());
        default -> {}
      }
    }
    if (dropped.size() != 1 || added.size() != 1 || !added.getFirst().isTypeKnown()) {
      return Optional.empty();
    }
    Optional<Column> old =
        effects(step, Effect.Deed.DROP, table, dropped.getFirst())
            .flatMap(effect -> effect.before().stream())
            .filter(Column.class::isInstance)
            .map(Column.class::cast)
            .findFirst();
    Optional<Column> fresh =
        effects(step, Effect.Deed.ADD, table, added.getFirst().name())
            .flatMap(effect -> effect.after().stream())
            .filter(Column.class::isInstance)
            .map(Column.class::cast)
            .findFirst();
    return old.flatMap(gone ->
        fresh
            .filter(come -> gone.sure() && come.type().equals(gone.type()))
            .map(come -> new Pair(table, gone, come, added.getFirst().line())));
  }

  private static Stream<Effect> effects(
      Replay.Step step, Effect.Deed deed, String table, String column) {
    ObjectName object = ObjectName.column(table, column);
    return step.effects().stream()
        .filter(effect -> effect.deed() == deed && effect.object().equals(object));
  }

  private static Finding finding(Policy policy, Replay.Step step, Pair pair) {
    return Additions.place(step, pair.line())
        .fresh(
            new Found(step.revision().id(), pair.table(), pair.old().name(), pair.fresh().name()),
            policy.severity(PAGE));
  }

  /// A column that goes while one of its type comes.
  public record Found(String revision, String table, String old, String fresh) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.LOOKS_LIKE_RENAME;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(revision)
          .text(" drops ")
          .then(Words.object(ObjectName.column(table, old)))
          .text(" and adds ")
          .id(fresh)
          .text(" of the same type, so what it holds is lost");
    }

    @Override
    public Prose sequel() {
      return Prose.STOP
          .text("If a rename is meant, use ")
          .code("op.alter_column(…, new_column_name=…)")
          .text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, table, old, fresh);
    }
  }
}
