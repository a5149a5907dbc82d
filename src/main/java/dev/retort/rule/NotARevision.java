package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT303: a Python file in a version location that is no revision.
public final class NotARevision implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.NOT_A_REVISION,
          "no revision",
          Severity.FAILURE,
          "A Python file lies in a version location and declares no revision.",
          """
          Alembic takes every `.py` file of the folder for a revision and stops where one does \
          not say which. A helper module, a backup copy, or a file whose `revision` line was \
          lost is enough to end every command.\
          """,
          """
          # versions/helpers.py
          def add_timestamps(table): ...
          """,
          """
          Move helpers out of the folder. If it is meant as a revision, declare `revision` and \
          `down_revision`.\
          """,
          """
          Moving a helper is safe if the imports of the revisions that use it follow.\
          """,
          List.of(
              "Could not determine revision id from filename helpers.py. Be sure the 'revision' variable is declared inside the script (please see 'Upgrading from Alembic 0.1 to 0.2' in the documentation).",
              "AttributeError: module 'helpers_py' has no attribute 'down_revision'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }
}
