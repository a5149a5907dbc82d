package dev.retort.verdict;

import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Acceptance;
import dev.retort.rule.Finding;
import java.util.List;
import java.util.Map;

/// The findings that are let pass in one pull request.
///
/// @param byFingerprint keyed by [Fingerprint]
public record Acceptances(Map<String, Acceptance> byFingerprint) {
  public static final Acceptances NONE = new Acceptances(Map.of());

  public Acceptances {
    byFingerprint = Map.copyOf(byFingerprint);
  }

  /// Whether there is anything in it to let pass: what the base had before and mere notices fail
  /// nothing anyway.
  public static boolean concerns(Finding finding) {
    return finding.isNew() && finding.severity().compareTo(Severity.WARNING) >= 0;
  }

  List<Finding> over(HistoryChange change, List<Finding> findings) {
    if (byFingerprint.isEmpty()) {
      return findings;
    }
    return findings.stream().map(finding -> over(change, finding)).toList();
  }

  private Finding over(HistoryChange change, Finding finding) {
    Acceptance acceptance =
        concerns(finding) ? byFingerprint.get(Fingerprint.of(change, finding)) : null;
    return acceptance == null ? finding : finding.accepted(acceptance);
  }
}
