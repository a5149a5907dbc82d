package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT402: a version location that does not exist.
public final class MissingLocation implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.MISSING_LOCATION,
          "missing version location",
          Severity.WARNING,
          "A version location that the configuration names does not exist in the repository.",
          """
          Alembic skips it without a word. If revisions were expected there, they are simply not \
          part of the history, and what revises them is an error about something else.\
          """,
          """
          version_locations = migrations/versions plugins/billing/versions
          """,
          """
          Create the folder or take it out of the list. A folder that another package brings at \
          run time cannot be judged here: say so in `.github/retort.yml`.\
          """,
          """
          Safe.\
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
}
