package dev.retort.rule;

import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT405: env.py imports a module of the repository that does not exist.
public final class MissingImport implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          "RT405",
          "missing import",
          Severity.WARNING,
          "env.py, or a module that it imports, imports a module of the repository that does not exist.",
          """
          env.py runs for every command that touches a database. An import that fails ends all \
          of them, and it is only noticed where Alembic is next run: in the deployment.\
          """,
          """
          # env.py
          from app.models.user import User   # app/models/user.py was moved
          """,
          """
          Follow the move, or take the import out.\
          """,
          """
          Safe.\
          """,
          List.of("ModuleNotFoundError: No module named 'app.models.user'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return Surfaced.of(PAGE, change, policy);
  }
}
