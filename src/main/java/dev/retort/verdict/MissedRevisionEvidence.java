package dev.retort.verdict;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.PastRevisions;
import dev.retort.evidence.PastRevisions.Fate;
import dev.retort.evidence.PastRevisions.Lost;
import dev.retort.rule.Finding;
import dev.retort.rule.LostRevisionWords;
import dev.retort.rule.MissingParent;
import dev.retort.rule.OtherHistory;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import java.util.List;
import java.util.Optional;

/// Adds to findings what git's history tells of a revision that is missed.
public final class MissedRevisionEvidence {
  private final PastRevisions past;

  MissedRevisionEvidence(GitEvidence evidence) {
    this.past = PastRevisions.of(evidence);
  }

  /// What is known of ids that nothing declares: those that were here, and whether all others never
  /// were. One that another branch has waits there.
  public static OtherHistory.Past known(PastRevisions past, History after) {
    return new OtherHistory.Past(
        id -> past.lost(id, after).isPresent(), past.evidence().depth() == GitEvidence.Depth.FULL);
  }

  /// The findings of all rules, with what is lost told from what another history declares.
  List<Finding> parted(HistoryChange change, Policy policy, List<Finding> all) {
    return parted(past, change, policy, all);
  }

  /// As [#parted(HistoryChange, Policy, List)], by what is known of the past.
  public static List<Finding> parted(
      PastRevisions past, HistoryChange change, Policy policy, List<Finding> all) {
    boolean concerned =
        all.stream()
            .map(Finding::code)
            .anyMatch(
                code -> code == RuleCode.MISSING_PARENT || code == RuleCode.MISSING_DEPENDENCY);
    boolean tells =
        !past.evidence().traces().isEmpty() || past.evidence().depth() == GitEvidence.Depth.FULL;
    return concerned && tells
        ? OtherHistory.parted(change, policy, known(past, change.after()), all)
        : all;
  }

  /// Whether git's history would tell more of what is missed than the trees do.
  public static boolean wouldTell(Finding finding) {
    return finding.fact() instanceof OtherHistory;
  }

  /// Findings whose advice follows what git knows, without the sentence that says so.
  public static List<Finding> advised(PastRevisions past, History after, List<Finding> findings) {
    return findings.stream()
        .map(finding ->
            lost(past, finding, after).map(lost -> restated(finding, lost)).orElse(finding))
        .toList();
  }

  private static Finding restated(Finding finding, Lost lost) {
    return finding.fact() instanceof MissingParent.Found found
        ? finding.restated(found.known(lost.fate(), lost.now().map(Revision::id)))
        : finding;
  }

  private static Optional<Lost> lost(PastRevisions past, Finding finding, History after) {
    return finding
        .counterpart()
        .filter(id -> finding.code() == RuleCode.MISSING_PARENT)
        .filter(id -> after.revision(id).isEmpty())
        .flatMap(id -> past.lost(id, after));
  }

  List<Finding> told(History after, List<Finding> findings) {
    return past.evidence().traces().isEmpty()
        ? findings
        : findings.stream().map(finding -> told(after, finding)).toList();
  }

  private Finding told(History after, Finding finding) {
    return lost(past, finding, after)
        .map(lost -> {
          Prose known = Prose.of("In git, ").then(LostRevisionWords.clause(lost)).text(".");
          Optional<Prose> picked = picked(finding, after, lost);
          Finding restated =
              picked.isPresent() && finding.fact() instanceof MissingParent.Found found
                  ? finding.restated(found.picked())
                  : restated(finding, lost);
          return restated.telling(picked.map(known::then).orElse(known));
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
                        .text(": it was picked from that line.")));
  }
}
