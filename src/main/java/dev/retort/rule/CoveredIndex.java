package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Effect;
import dev.retort.schema.Index;
import dev.retort.schema.Key;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Replay;
import dev.retort.schema.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// RT517: an index that another one, or a key, makes needless.
public final class CoveredIndex implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.COVERED_INDEX,
          "covered index",
          Severity.NOTICE,
          "A new revision makes an index over exactly the columns of another index or key.",
          """
          The database keeps both up to date with every row and reads one. A primary key and a unique constraint have \
          an index already; `unique=True, index=True` or `primary_key=True, index=True` makes a second one.\
          """,
          """
          op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True))
          op.create_index("ix_orders_id", "orders", ["id"])
          """,
          """
          Leave the index out, and `index=True` in the model.\
          """,
          """
          Safe: the other one serves the same queries.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    for (Replay.Step step : Additions.of(change)) {
      for (Effect effect : step.effects()) {
        if (effect.deed() == Effect.Deed.ADD
            && effect.after().orElse(null) instanceof Index index
            && index.sure()) {
          step.descent()
              .filter(descent -> descent.after().isClosed())
              .flatMap(descent -> descent.after().table(index.spec().table()))
              .filter(table -> !table.isOpen())
              .flatMap(table -> covering(table, index))
              .map(other ->
                  Additions.place(step, effect.line())
                      .fresh(new Found(index.name(), other), policy.severity(PAGE)))
              .ifPresent(findings::add);
        }
      }
    }
    return findings;
  }

  /// What serves as well. Of two equal indexes of one revision the later one is told.
  private static Optional<ObjectName> covering(Table table, Index index) {
    boolean plain = index.spec().where().isEmpty() && index.spec().method().equals("btree");
    Optional<ObjectName> key =
        table.keys().values().stream()
            .filter(_ -> plain)
            .filter(Key::sure)
            .filter(each ->
                each.spec().kind() == ConstraintSpec.Kind.PRIMARY_KEY
                    || each.spec().kind() == ConstraintSpec.Kind.UNIQUE)
            .filter(each -> each.spec().columns().equals(index.spec().columns()))
            .map(each -> ObjectName.constraint(table.name(), each.name()))
            .findFirst();
    return key.or(() ->
        table.indexes().values().stream()
            .takeWhile(each -> !each.name().equals(index.name()))
            .filter(Index::sure)
            .filter(each -> isSame(each, index))
            .map(each -> ObjectName.index(each.name()))
            .findFirst());
  }

  private static boolean isSame(Index one, Index two) {
    return one.spec().columns().equals(two.spec().columns())
        && one.spec().method().equals(two.spec().method())
        && one.spec().where().equals(two.spec().where())
        && (one.spec().unique() || !two.spec().unique());
  }

  /// An index that another object makes needless.
  public record Found(String index, ObjectName other) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.COVERED_INDEX;
    }

    @Override
    public Prose headline() {
      return Prose.of("Index ")
          .id(index)
          .text(" has exactly the columns of ")
          .then(Words.object(other))
          .text(", which serves the same queries");
    }

    @Override
    public Prose sequel() {
      return Prose.of(": leave it out.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(index, other);
    }
  }
}
