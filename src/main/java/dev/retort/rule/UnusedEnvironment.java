package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT403: a folder that looks like an environment and is not configured.
public final class UnusedEnvironment implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.UNUSED_ENVIRONMENT,
          "second environment",
          Severity.NOTICE,
          "A folder looks like an Alembic environment, but no configuration points at it.",
          """
          Nothing runs what lies there. Mostly it was left behind by a move, and somebody will \
          one day add a revision to the wrong one.\
          """,
          """
          alembic.ini             script_location = backend/migrations
          backend/migrations/     env.py, versions/
          migrations/             env.py, versions/   # nobody points here
          """,
          """
          Remove what is not used, or point a configuration at it.\
          """,
          """
          Removing files that nothing loads is safe.\
          """,
          List.of());

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }

  /// A folder that no configuration points at.
  public record Found(String folder) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.UNUSED_ENVIRONMENT;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .path(folder)
          .text(
              " looks like an environment, but no configuration points at it, so it is not judged");
    }

    @Override
    public Prose sequel() {
      return Prose.of("; if it is one, name it under ")
          .code("environments:")
          .text(" in ")
          .path(".github/retort.yml")
          .text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(folder);
    }
  }
}
