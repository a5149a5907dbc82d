package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Problem;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What reading a history showed to be wrong, ratcheted: new is what the base's history does not
/// have in the same file or of the same revision.
final class RatchetedProblems {
  private RatchetedProblems() {}

  static List<Finding> of(RulePage page, HistoryChange change, Policy policy) {
    Set<String> had = keys(page.code(), change.before());
    return change.after().problems().stream()
        .filter(problem -> problem.code() == page.code())
        .map(problem ->
            had.contains(byPath(problem)) || byRevision(problem).filter(had::contains).isPresent()
                ? Place.of(problem).inherited(Facts.of(problem))
                : Place.of(problem).fresh(Facts.of(problem), severity(page, problem, policy)))
        .toList();
  }

  /// What the configuration says goes before what the reader thinks of this very case.
  private static Severity severity(RulePage page, Problem problem, Policy policy) {
    return policy.severities().getOrDefault(page.code(), problem.severity());
  }

  private static Set<String> keys(RuleCode code, History history) {
    Set<String> keys = new HashSet<>();
    for (Problem problem : history.problems()) {
      if (problem.code() == code) {
        keys.add(byPath(problem));
        byRevision(problem).ifPresent(keys::add);
      }
    }
    return keys;
  }

  private static String byPath(Problem problem) {
    return "path " + problem.path() + problem.revision().map(id -> " " + id).orElse("");
  }

  private static Optional<String> byRevision(Problem problem) {
    return problem.revision().map(id -> "revision " + id);
  }
}
