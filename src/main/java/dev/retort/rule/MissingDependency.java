package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.alembic.SourceTree;
import dev.retort.change.HistoryChange;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

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
    List<Finding> findings = RatchetedProblems.of(PAGE, change, policy);
    Optional<String> elsewhere = elsewhere(change);
    boolean leans = leansAlready(change);
    if (findings.isEmpty()
        || policy.severities().containsKey(PAGE.code())
        || (elsewhere.isEmpty() && !leans)) {
      return findings;
    }
    Finding first = findings.getFirst();
    String message =
        Words.count(findings.size(), "dependency is", "dependencies are")
            + " declared nowhere here, the first by "
            + Words.id(first.revision().orElse(first.path()))
            + "; "
            + elsewhere.map(place -> "look for it in " + place).orElse("it has been so before")
            + ". This history leans on another one and is judged without it; to judge both, name"
            + " that folder under `environments:` in `.github/retort.yml`.";
    Place place = Place.line(first.path(), first.line());
    return List.of(
        findings.stream().anyMatch(Finding::isNew)
            ? place.fresh(PAGE.code(), Severity.NOTICE, Optional.empty(), message)
            : place.inherited(PAGE.code(), Optional.empty(), message));
  }

  /// Whether the base depends on revisions that it does not declare, and lives with that.
  private static boolean leansAlready(HistoryChange change) {
    return change.before().problems().stream().anyMatch(problem -> problem.code() == PAGE.code());
  }

  /// A place that is not read and may declare them.
  private static Optional<String> elsewhere(HistoryChange change) {
    SortedMap<String, SourceTree.Entry> entries = change.change().landing().tree().entries();
    Optional<String> submodule =
        entries.entrySet().stream()
            .filter(each -> each.getValue().kind() == SourceTree.Kind.SUBMODULE)
            .map(each -> "the submodule " + Words.id(each.getKey()))
            .findFirst();
    return submodule.or(() ->
        entries.containsKey(".gitmodules")
            ? Optional.of("a submodule of `.gitmodules`")
            : Optional.empty());
  }
}
