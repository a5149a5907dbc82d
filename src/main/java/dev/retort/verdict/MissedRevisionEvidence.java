package dev.retort.verdict;

import dev.retort.alembic.History;
import dev.retort.alembic.RuleCode;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.PastRevisions;
import dev.retort.evidence.PastRevisions.Fate;
import dev.retort.evidence.PastRevisions.Lost;
import dev.retort.rule.Finding;
import dev.retort.rule.LostRevisionWords;
import dev.retort.rule.Prose;
import java.util.List;
import java.util.Optional;

/// Adds to findings what git's history tells of a revision that is missed.
final class MissedRevisionEvidence {
  private final PastRevisions past;

  MissedRevisionEvidence(GitEvidence evidence) {
    this.past = PastRevisions.of(evidence);
  }

  List<Finding> told(History after, List<Finding> findings) {
    return past.evidence().traces().isEmpty()
        ? findings
        : findings.stream().map(finding -> told(after, finding)).toList();
  }

  private Finding told(History after, Finding finding) {
    Optional<String> missed =
        finding.counterpart().filter(id -> finding.code() == RuleCode.MISSING_PARENT);
    return missed
        .filter(id -> after.revision(id).isEmpty())
        .flatMap(id -> past.lost(id, after))
        .map(lost -> {
          Prose known = Prose.of("In git, ").then(LostRevisionWords.clause(lost)).text(".");
          return finding.telling(picked(finding, after, lost).map(known::then).orElse(known));
        })
        .orElse(finding);
  }

  /// A revision that was brought here from another line of releases without what lies below it
  /// there.
  private Optional<Prose> picked(Finding finding, History after, Lost lost) {
    return finding
        .revision()
        .filter(id -> lost.fate() == Fate.ELSEWHERE)
        .flatMap(after::revision)
        .flatMap(revision ->
            past.alsoElsewhere(revision)
                .map(trace ->
                    Prose.of(" ")
                        .id(revision.id())
                        .text(" is there as well, by commit ")
                        .code(trace.shortCommit())
                        .text(
                            ": it was picked from that line, and here it has to revise what this"
                                + " line ends with.")));
  }
}
