package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT401: a configuration that cannot be read, or contradicts itself.
public final class UnreadableConfiguration implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.UNREADABLE_CONFIGURATION,
          "unreadable configuration",
          Severity.FAILURE,
          "The configuration of an environment cannot be read, or contradicts itself.",
          """
          Alembic looks there for the folder of revisions. Where it cannot read the file, or \
          finds a value that it does not take, no command works.\
          """,
          """
          [alembic]
          script_location = migrations
          script_location = db/migrations
          """,
          """
          Correct the key that the message names.\
          """,
          """
          Safe, as long as it leads to the same folder as before.\
          """,
          List.of("No 'script_location' key found in configuration."));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }
}
