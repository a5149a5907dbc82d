package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT302: a file that Python cannot compile.
public final class SyntaxFault implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.SYNTAX_ERROR,
          "syntax error",
          Severity.FAILURE,
          "A file of a version location is not valid Python.",
          """
          Alembic imports every file of the folder before it does anything. One that does not \
          compile ends every command with a traceback, for every database and every colleague. \
          Conflict markers that were committed are the usual cause.\
          """,
          """
          <<<<<<< HEAD
          down_revision = "20f4"
          =======
          down_revision = "35aa"
          >>>>>>> feature
          """,
          """
          Correct the file at the line that the message names.\
          """,
          """
          Safe.\
          """,
          List.of("SyntaxError: invalid syntax"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }
}
