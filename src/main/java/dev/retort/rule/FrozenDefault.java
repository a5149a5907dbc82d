package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.ColumnDefault;
import dev.retort.schema.ColumnSpec;
import dev.retort.schema.Dialect;
import dev.retort.schema.Operation;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// RT510: a default that is worked out once, when the migration runs.
public final class FrozenDefault implements Rule {
  /// What PostgreSQL reads as a moment where a text is to become one (`datetktbl` of its sources).
  private static final Set<String> MOMENTS =
      Set.of("'now()'", "'now'", "'today'", "'tomorrow'", "'yesterday'");

  private static final RulePage PAGE =
      new RulePage(
          RuleCode.FROZEN_DEFAULT,
          "frozen default",
          Severity.WARNING,
          "A new revision gives a column of dates or times `server_default='now()'` as text.",
          """
          SQLAlchemy sends a plain text as a literal, `DEFAULT 'now()'`, and PostgreSQL works the moment out when the \
          default is set: every row gets the time of the migration.\
          """,
          """
          op.add_column("orders", sa.Column("made_at", sa.DateTime(), server_default="now()"))
          """,
          """
          Write `server_default=sa.text("now()")` or `sa.func.now()`.\
          """,
          """
          Safe before the revision has run; afterwards the default has to be altered in a new revision, and rows that \
          got the wrong time keep it.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  private record Default(String column, ColumnDefault value, int line) {}

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    for (Replay.Step step : Additions.of(change)) {
      step.reading().operations().stream()
          .flatMap(FrozenDefault::defaults)
          .filter(each ->
              each.value() instanceof ColumnDefault.Expression expression
                  && expression.quoted()
                  && MOMENTS.contains(expression.sql().toLowerCase(Locale.ROOT)))
          .filter(_ -> change.replayed().dialect() == Dialect.POSTGRESQL)
          .map(each ->
              Additions.place(step, each.line())
                  .fresh(new Found(each.column()), policy.severity(PAGE)))
          .forEach(findings::add);
    }
    return findings;
  }

  private static Stream<Default> defaults(Operation operation) {
    return switch (operation) {
      case Operation.CreateTable create -> create.columns().stream().flatMap(FrozenDefault::of);
      case Operation.AddColumn add -> of(add.column());
      case Operation.AlterColumn alter
          when alter.type().filter(FrozenDefault::isTime).isPresent() ->
          alter
              .value()
              .map(value -> new Default(alter.column(), value, alter.site().line()))
              .stream();
      default -> Stream.empty();
    };
  }

  private static Stream<Default> of(ColumnSpec column) {
    return isTime(column.type())
        ? Stream.of(new Default(column.name(), column.value(), column.line()))
        : Stream.empty();
  }

  private static boolean isTime(String type) {
    return type.startsWith("timestamp") || type.startsWith("time ") || type.equals("date");
  }

  /// A moment that is worked out once.
  public record Found(String column) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.FROZEN_DEFAULT;
    }

    @Override
    public Prose headline() {
      return Prose.of("The default of column ")
          .id(column)
          .text(" is a text, so PostgreSQL works it out once, when the migration runs");
    }

    @Override
    public Prose sequel() {
      return Prose.STOP.text("Write ").code("server_default=sa.text(\"now()\")").text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(column);
    }
  }
}
