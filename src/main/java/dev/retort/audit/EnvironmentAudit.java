package dev.retort.audit;

import dev.retort.change.HistoryChange;
import dev.retort.rule.Finding;
import java.util.List;

/// What there is to say about one environment.
///
/// @param change the whole tree as a change of nothing
/// @param branchPoints the lowest first
/// @param findings what the rules find
/// @param causes what probably happened; none where nothing is wrong
public record EnvironmentAudit(
    HistoryChange change,
    Statistics statistics,
    Structure structure,
    List<BranchPoint> branchPoints,
    List<Finding> findings,
    List<Cause> causes) {
  public EnvironmentAudit {
    branchPoints = List.copyOf(branchPoints);
    findings = List.copyOf(findings);
    causes = List.copyOf(causes);
  }

  public boolean fails() {
    return findings.stream().anyMatch(Finding::fails);
  }
}
