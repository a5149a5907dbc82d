package dev.retort.verdict;

import dev.retort.alembic.History;
import dev.retort.alembic.RuleCode;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.PastRevisions;
import dev.retort.rule.Finding;
import dev.retort.rule.Prose;
import java.util.List;
import java.util.Optional;

/// Adds to findings what git's history tells of a revision that is missed.
final class MissedRevisionEvidence {
  private final PastRevisions former;

  MissedRevisionEvidence(GitEvidence evidence) {
    this.former = PastRevisions.of(evidence);
  }

  List<Finding> told(History after, List<Finding> findings) {
    return former.evidence().traces().isEmpty()
        ? findings
        : findings.stream().map(finding -> told(after, finding)).toList();
  }

  private Finding told(History after, Finding finding) {
    Optional<String> missed =
        finding.counterpart().filter(id -> finding.code() == RuleCode.MISSING_PARENT);
    return missed
        .filter(id -> after.revision(id).isEmpty())
        .flatMap(id -> former.lost(id, after))
        .map(lost -> finding.telling(Prose.of("In git, ").clause(lost.clause()).text(".")))
        .orElse(finding);
  }
}
