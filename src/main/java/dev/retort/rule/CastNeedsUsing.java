package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Column;
import dev.retort.schema.Descent;
import dev.retort.schema.Dialect;
import dev.retort.schema.EnumType;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Operation;
import dev.retort.schema.PostgresTypes;
import dev.retort.schema.Replay;
import dev.retort.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// RT515: a column gets a type that PostgreSQL does not turn its values into by itself.
public final class CastNeedsUsing implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.CAST_NEEDS_USING,
          "cast needs using",
          Severity.OFF,
          "A new revision changes a column to a type that PostgreSQL cannot cast its values to by itself, without `postgresql_using`.",
          """
          PostgreSQL changes a type without being told how only where a value may be assigned to the new one: numbers \
          to numbers, dates to timestamps, anything to text. From text to a number, from a number to a boolean, to or \
          from an enum type it refuses, whether the table has rows or not.\
          """,
          """
          op.alter_column("orders", "number", existing_type=sa.String(20), type_=sa.Integer())
          """,
          """
          Say how: `postgresql_using="number::integer"`.\
          """,
          """
          A line that the database refuses has run nowhere, so mending it is safe. Whether every value can be converted \
          only the database knows.\
          """,
          List.of("column \"number\" cannot be cast automatically to type integer"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    if (change.replayed().dialect() != Dialect.POSTGRESQL) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    for (Replay.Step step : Additions.of(change)) {
      for (Operation operation : step.reading().operations()) {
        if (operation instanceof Operation.AlterColumn alter
            && alter.type().isPresent()
            && alter.using().isEmpty()
            && touches(step, alter) == 1) {
          found(step, alter)
              .filter(type -> isRefused(step, type, alter.type().get()))
              .map(type ->
                  Additions.place(step, alter.site().line())
                      .fresh(
                          new Found(
                              step.revision().id(),
                              ObjectName.column(alter.table(), alter.column()),
                              type,
                              alter.type().get()),
                          policy.severity(PAGE)))
              .ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  /// How many operations of the step may have to do with the column's type or name.
  private static long touches(Replay.Step step, Operation.AlterColumn alter) {
    return step.reading().operations().stream()
        .filter(operation ->
            switch (operation) {
              case Operation.AlterColumn other ->
                  other.type().isPresent()
                      && other.table().equals(alter.table())
                      && other.column().equals(alter.column());
              case Operation.AddColumn add -> add.table().equals(alter.table());
              case Operation.RenameColumn rename ->
                  rename.table().equals(alter.table()) && rename.to().equals(alter.column());
              case Operation.CreateTable create -> create.table().equals(alter.table());
              case Operation.RenameTable rename -> rename.to().equals(alter.table());
              case Operation.RenameType _, Operation.Opaque _, Operation.Perhaps _ -> true;
              default -> false;
            })
        .count();
  }

  /// The type that the revision finds, where everything is known.
  private static Optional<String> found(Replay.Step step, Operation.AlterColumn alter) {
    return step.descent()
        .map(Descent::before)
        .filter(Schema::isClosed)
        .flatMap(before -> before.table(alter.table()))
        .filter(table -> !table.isOpen())
        .map(table -> table.columns().get(alter.column()))
        .filter(Column::sure)
        .map(Column::type);
  }

  private static boolean isRefused(Replay.Step step, String from, String to) {
    Set<String> enums =
        step.descent().map(Descent::after).map(CastNeedsUsing::enums).orElse(Set.of());
    return PostgresTypes.converts(from, to, enums).filter(converts -> !converts).isPresent();
  }

  static Set<String> enums(Schema schema) {
    return schema.enums().stream()
        .filter(EnumType::sure)
        .map(EnumType::name)
        .collect(Collectors.toSet());
  }

  /// A column whose values do not turn into its new type.
  public record Found(String revision, ObjectName column, String from, String to) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.CAST_NEEDS_USING;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(revision)
          .text(" makes ")
          .code(to)
          .text(" of ")
          .then(Words.object(column))
          .text(", which is ")
          .code(from);
    }

    @Override
    public Prose sequel() {
      return Prose.of(": PostgreSQL refuses that without ")
          .code("postgresql_using")
          .text(", which says how a value is converted.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(revision, column, from, to);
    }
  }
}
