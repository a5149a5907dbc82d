package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Column;
import dev.retort.schema.Descent;
import dev.retort.schema.Dialect;
import dev.retort.schema.Effect;
import dev.retort.schema.Key;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Operation;
import dev.retort.schema.PostgresTypes;
import dev.retort.schema.Replay;
import dev.retort.schema.Schema;
import dev.retort.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RT516: a foreign key whose columns PostgreSQL cannot compare.
public final class IncomparableKey implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.INCOMPARABLE_KEY,
          "incomparable key",
          Severity.OFF,
          "A new revision makes a foreign key between columns of types that PostgreSQL cannot compare.",
          """
          A foreign key needs an operator that compares the two columns: `integer` with `bigint` has one, `integer` \
          with `uuid` or `varchar` has none. PostgreSQL refuses the key, and the deployment stops there. SQLite \
          compares anything, so a test on SQLite passes.\
          """,
          """
          op.create_table("users", sa.Column("id", sa.Uuid(), primary_key=True))
          op.create_table("orders", sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id")))
          """,
          """
          Give the column the type of the one that it points at.\
          """,
          """
          A line that the database refuses has run nowhere, so mending it is safe.\
          """,
          List.of("foreign key constraint \"orders_user_id_fkey\" cannot be implemented"));

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
      for (Effect effect : step.effects()) {
        if (effect.deed() == Effect.Deed.ADD
            && !effect.perhaps()
            && effect.after().orElse(null) instanceof Key key
            && key.sure()) {
          step.descent()
              .map(Descent::after)
              .filter(Schema::isClosed)
              .flatMap(after -> refused(after, effect, key))
              .filter(pair -> !isAltered(step))
              .map(pair -> Additions.place(step, effect.line()).fresh(pair, policy.severity(PAGE)))
              .ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  /// Whether types change on the way, so that the key saw others than those that are left.
  private static boolean isAltered(Replay.Step step) {
    return step.reading().operations().stream()
        .anyMatch(operation ->
            operation instanceof Operation.AlterColumn alter && alter.type().isPresent());
  }

  private static Optional<Found> refused(Schema after, Effect effect, Key key) {
    Optional<Table> own = effect.object().table().flatMap(table -> known(after, table));
    Optional<Table> target =
        key.spec().reference().flatMap(reference -> known(after, reference.table()));
    if (own.isEmpty()
        || target.isEmpty()
        || key.spec().reference().orElseThrow().columns().size() != key.spec().columns().size()) {
      return Optional.empty();
    }
    List<String> others = key.spec().reference().orElseThrow().columns();
    for (int i = 0; i < others.size(); i++) {
      Column from = own.get().columns().get(key.spec().columns().get(i));
      Column to = target.get().columns().get(others.get(i));
      if (from != null
          && to != null
          && from.sure()
          && to.sure()
          && PostgresTypes.compares(from.type(), to.type(), CastNeedsUsing.enums(after))
              .filter(compares -> !compares)
              .isPresent()) {
        return Optional.of(
            new Found(
                own.get().name(),
                from.name(),
                from.type(),
                target.get().name(),
                to.name(),
                to.type()));
      }
    }
    return Optional.empty();
  }

  private static Optional<Table> known(Schema schema, String table) {
    return schema.table(table).filter(each -> !each.isOpen() && !each.foreign());
  }

  /// Two columns that a key brings together.
  public record Found(
      String table, String column, String type, String other, String otherColumn, String otherType)
      implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.INCOMPARABLE_KEY;
    }

    @Override
    public Prose headline() {
      return Prose.of("Column ")
          .id(ObjectName.column(table, column).label())
          .text(" is ")
          .code(type)
          .text(" and points at ")
          .then(Words.object(ObjectName.column(other, otherColumn)))
          .text(", which is ")
          .code(otherType);
    }

    @Override
    public Prose sequel() {
      return Prose.of(": PostgreSQL cannot compare the two and refuses the key")
          .stop()
          .text("Give both the same type.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(table, column, type, other, otherColumn, otherType);
    }
  }
}
