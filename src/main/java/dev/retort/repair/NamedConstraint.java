package dev.retort.repair;

import dev.retort.alembic.RuleCode;
import dev.retort.change.HistoryChange;
import dev.retort.python.Expression;
import dev.retort.python.Value;
import dev.retort.repair.FileEdit.Replacement;
import dev.retort.rule.Finding;
import dev.retort.schema.Clash;
import dev.retort.schema.ConstraintSpec;
import dev.retort.schema.Descent;
import dev.retort.schema.Dialect;
import dev.retort.schema.Effect;
import dev.retort.schema.Key;
import dev.retort.schema.Operation;
import dev.retort.schema.Replay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RT511: a constraint that `upgrade` makes and `downgrade` drops without a name gets the one that
/// PostgreSQL chooses, in both.
record NamedConstraint() implements LineMend {
  @Override
  public Set<RuleCode> codes() {
    return Set.of(RuleCode.DOWNGRADE_UNNAMED_CONSTRAINT);
  }

  @Override
  public List<Replacement> edits(
      HistoryChange change, Replay.Step step, MigrationSource source, Finding finding) {
    if (change.replayed().dialect() != Dialect.POSTGRESQL) {
      return List.of();
    }
    List<Operation.DropConstraint> drops = new ArrayList<>();
    for (Clash clash : step.descent().map(Descent::clashes).orElse(List.of())) {
      if (clash.kind() == Clash.Kind.UNNAMED) {
        if (!(clash.operation() instanceof Operation.DropConstraint drop)) {
          return List.of();
        }
        drops.add(drop);
      }
    }
    // The last that was made is dropped first.
    List<Operation.CreateConstraint> makes =
        new ArrayList<>(
            step.reading().operations().stream()
                .filter(Operation.CreateConstraint.class::isInstance)
                .map(Operation.CreateConstraint.class::cast)
                .filter(make -> make.constraint().name().isEmpty())
                .toList()
                .reversed());
    List<Replacement> edits = new ArrayList<>();
    for (Operation.DropConstraint drop : drops) {
      Optional<Operation.CreateConstraint> make =
          makes.stream().filter(each -> isTheSame(each, drop)).findFirst();
      Optional<String> name = make.flatMap(each -> chosen(step, each));
      Optional<Expression> there =
          source.call(drop.site().span()).flatMap(NamedConstraint::nameless);
      if (name.isEmpty() || there.isEmpty()) {
        return List.of();
      }
      makes.remove(make.orElseThrow());
      edits.add(named(source, there.get(), name.get()));
      source
          .call(make.get().site().span())
          .flatMap(NamedConstraint::nameless)
          .ifPresent(none -> edits.add(named(source, none, name.get())));
    }
    return edits;
  }

  private static boolean isTheSame(Operation.CreateConstraint make, Operation.DropConstraint drop) {
    return make.table().equals(drop.table())
        && drop.kind().filter(kind -> kind != make.constraint().kind()).isEmpty();
  }

  /// The name that the database gives it, where it can be written down plainly.
  private static Optional<String> chosen(Replay.Step step, Operation.CreateConstraint make) {
    ConstraintSpec spec = make.constraint();
    return step.effects().stream()
        .filter(effect -> effect.deed() == Effect.Deed.ADD && !effect.perhaps())
        .filter(effect -> effect.object().table().equals(Optional.of(make.table())))
        .flatMap(effect -> effect.after().stream())
        .filter(Key.class::isInstance)
        .map(Key.class::cast)
        .filter(key ->
            key.spec().kind() == spec.kind()
                && key.spec().columns().equals(spec.columns())
                && key.made().line() == spec.line())
        .map(Key::name)
        .filter(name -> name.matches("[A-Za-z0-9_]{1,63}"))
        .findFirst();
  }

  /// The `None` that stands where a name should.
  private static Optional<Expression> nameless(Expression.Call call) {
    Optional<Expression> given =
        call.keyword("constraint_name")
            .or(() -> call.keyword("name"))
            .or(() -> call.arguments().stream().findFirst());
    return given.filter(each ->
        each instanceof Expression.Constant(_, _, Value value) && value instanceof Value.None);
  }

  private static Replacement named(MigrationSource source, Expression none, String name) {
    int end = Math.min(source.content().length, none.end() + 200);
    char quote = Literal.quoteOf(source.content(), none.end(), end);
    return MigrationSource.replacing(none.span(), Literal.string(name, quote));
  }
}
