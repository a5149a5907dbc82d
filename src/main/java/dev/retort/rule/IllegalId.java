package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT304: an id that Alembic does not take.
public final class IllegalId implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.ILLEGAL_ID,
          "illegal revision id",
          Severity.FAILURE,
          "A revision id holds a character that Alembic refuses, or is no string.",
          """
          `@`, `-`, `+` and `:` have a meaning on the command line (`branch@head`, `head-1`, \
          `a:b`), so Alembic refuses a history in which an id holds one. An id that is no string \
          fails later and less clearly.\
          """,
          """
          revision = "add-name"
          """,
          """
          Choose an id of letters, digits and underscores, in the file and wherever it is named.\
          """,
          """
          Safe: no database can have run a revision that never loaded.\
          """,
          List.of("Character(s) '-' not allowed in revision identifier 'add-name'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }
}
