package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import java.util.Map;

/// What a repository wants of the rules, where it differs from their defaults.
///
/// @param severities by code; a code without an entry keeps its default
/// @param headsAllowed how many heads are meant
/// @param perLabel whether that many are meant for each set of branch labels, so that a newly
///   labelled branch is no fault
public record Policy(Map<RuleCode, Severity> severities, int headsAllowed, boolean perLabel) {
  /// No configuration: one head, labelled branches are meant.
  public static final Policy DEFAULT = new Policy(Map.of(), 1, true);

  public Policy {
    severities = Map.copyOf(severities);
    if (headsAllowed < 1) {
      throw new IllegalArgumentException("a history with revisions has at least one head");
    }
  }

  Severity severity(RulePage page) {
    return severities.getOrDefault(page.code(), page.severity());
  }

  /// The severity, but no more than this.
  Severity atMost(RulePage page, Severity limit) {
    Severity severity = severity(page);
    return severity.compareTo(limit) > 0 ? limit : severity;
  }
}
