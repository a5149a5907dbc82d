package dev.retort.rule;

import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT404: `target_metadata = None` in env.py.
public final class NoMetadata implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          "RT404",
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

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return Surfaced.of(PAGE, change, policy);
  }
}
