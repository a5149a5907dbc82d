package dev.retort.audit;

import dev.retort.change.HistoryChange;
import dev.retort.evidence.GitEvidence;
import dev.retort.plan.WholePlan;
import dev.retort.rule.Finding;
import dev.retort.rule.Prose;
import java.util.List;

/// What there is to say about one environment.
///
/// @param change the whole tree as a change of nothing
/// @param branchPoints the lowest first
/// @param findings what the rules find
/// @param causes what probably happened; none where nothing is wrong
/// @param plan how it becomes whole; without steps where nothing can be made better
public record EnvironmentAudit(
    HistoryChange change,
    Statistics statistics,
    Structure structure,
    List<BranchPoint> branchPoints,
    List<Finding> findings,
    List<Cause> causes,
    WholePlan plan) {
  public EnvironmentAudit {
    branchPoints = List.copyOf(branchPoints);
    findings = List.copyOf(findings);
    causes = List.copyOf(causes);
  }

  /// What people do around the plan, in order.
  ///
  /// @param depth how much of git's history was there to be asked
  public List<Prose> checklist(GitEvidence.Depth depth) {
    return Checklist.of(this, depth);
  }

  public boolean fails() {
    return findings.stream().anyMatch(Finding::fails);
  }
}
