package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.python.Binding;
import dev.retort.python.PythonModule;
import dev.retort.python.Value;
import java.util.List;
import java.util.Optional;

/// RT404: `target_metadata = None` in env.py.
public final class NoMetadata implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.NO_METADATA,
          "no target metadata",
          Severity.NOTICE,
          "`target_metadata` is `None` in env.py.",
          """
          Without metadata, `alembic revision --autogenerate` compares the database with nothing \
          and proposes to drop every table that it finds; `alembic check` cannot tell whether \
          the models have changed.\
          """,
          """
          target_metadata = None
          """,
          """
          Set it to the metadata of the models, such as `Base.metadata`. If nobody generates \
          revisions, leave it.\
          """,
          """
          Safe: it only matters when revisions are generated.\
          """,
          List.of(
              "Can't proceed with --autogenerate option; environment script env.py does not provide a MetaData object or sequence of objects to the context."));

  @Override
  public RulePage page() {
    return PAGE;
  }

  private static final String MESSAGE =
      "`target_metadata` is `None`, so `alembic revision --autogenerate` compares the database with"
          + " nothing and would drop every table. Set it to the metadata of the models.";

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    if (!EnvFile.edited(change)) {
      return List.of();
    }
    Optional<Binding> after =
        none(EnvFile.read(change.change().landing().tree(), change.environment()));
    Optional<Binding> before =
        none(EnvFile.read(change.change().base(), change.before().environment()));
    return after.stream()
        .map(binding -> {
          Place place = Place.line(EnvFile.path(change.environment()), binding.line());
          return before.isPresent()
              ? place.inherited(PAGE.code(), Optional.empty(), MESSAGE)
              : place.fresh(PAGE.code(), policy.severity(PAGE), Optional.empty(), MESSAGE);
        })
        .toList();
  }

  private static Optional<Binding> none(Optional<PythonModule> module) {
    return module
        .flatMap(each -> each.binding("target_metadata"))
        .filter(binding -> binding.value() instanceof Value.None);
  }
}
