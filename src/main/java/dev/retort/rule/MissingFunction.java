package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT307: no `upgrade` or `downgrade`.
public final class MissingFunction implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.MISSING_FUNCTION,
          "function missing",
          Severity.WARNING,
          "A revision defines no `upgrade` or no `downgrade` function.",
          """
          The file loads, and `history` shows it. Only when a database comes to it, Alembic \
          looks for the function and ends in a traceback, in the middle of a deployment.\
          """,
          """
          revision = "7c08"
          down_revision = "20f4"

          def upgrade():
              ...
          """,
          """
          Define both; one that has nothing to do is `pass`.\
          """,
          """
          Safe.\
          """,
          List.of("AttributeError: module '7c08_add_name_py' has no attribute 'downgrade'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }
}
