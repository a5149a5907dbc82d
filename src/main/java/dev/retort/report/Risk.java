package dev.retort.report;

import dev.retort.alembic.Severity;
import dev.retort.rule.Finding;
import dev.retort.verdict.Verdict;

/// How much a change asks of those who merge, in words that a bot can read at the beginning of the
/// check's title.
enum Risk {
  /// Nothing is to be looked at.
  SAFE("safe"),
  /// Nothing fails, but there are warnings, something was let pass, or not all could be judged.
  NEEDS_A_LOOK("needs a look"),
  /// Merging it would break the history, or nobody knows.
  BLOCKED("blocked");

  private final String words;

  Risk(String words) {
    this.words = words;
  }

  static Risk of(Verdict verdict) {
    return switch (verdict.conclusion()) {
      case FAILURE -> BLOCKED;
      case NEUTRAL -> NEEDS_A_LOOK;
      case SUCCESS -> verdict.findings().anyMatch(Risk::deservesALook) ? NEEDS_A_LOOK : SAFE;
    };
  }

  private static boolean deservesALook(Finding finding) {
    return finding.accepted().isPresent()
        || (finding.isNew() && finding.severity().compareTo(Severity.WARNING) >= 0);
  }

  String words() {
    return words;
  }

  /// A title that begins with it.
  String before(String title) {
    return words + " · " + title;
  }
}
