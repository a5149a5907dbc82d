package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.List;

/// RT106: `depends_on` names a revision or label that nothing declares.
public final class MissingDependency implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.MISSING_DEPENDENCY,
          "missing dependency",
          Severity.FAILURE,
          "A `depends_on` names something that is neither a revision nor a branch label of this history.",
          """
          Alembic resolves dependencies while it builds the graph and stops at the first that it \
          cannot find, with nothing but the name in a traceback: every command fails, for every \
          database. The dependency was deleted, has another id, waits in another branch, or \
          lives in a plugin that brings its own folder of revisions.\
          """,
          """
          revision = "7c08"
          down_revision = "20f4"
          depends_on = "b1ll"   # neither an id nor a label
          """,
          """
          Write the full id (a beginning of it is not enough) or the label of the revision that \
          is meant. If it comes from a plugin, add the plugin's folder to `version_locations`, \
          so that Alembic and Retort see the same history.\
          """,
          """
          Correcting the name is safe. Removing a dependency between branches that databases \
          have run changes which revisions Alembic thinks are implied by others.\
          """,
          List.of("KeyError: 'b1ll'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return RatchetedProblems.of(PAGE, change, policy);
  }
}
