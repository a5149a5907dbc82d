package dev.retort.verdict;

import dev.retort.change.HistoryChange;
import dev.retort.repair.Repair;
import dev.retort.rule.Finding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A change's findings and repairs, and the conclusion of its check.
///
/// @param conflicts paths that both sides changed differently
public record Verdict(Conclusion conclusion, List<Judged> environments, List<String> conflicts) {
  public Verdict {
    environments = List.copyOf(environments);
    conflicts = List.copyOf(conflicts);
  }

  /// One environment, judged.
  ///
  /// @param repairs the first is the one that is recommended
  public record Judged(HistoryChange change, List<Finding> findings, List<Repair> repairs) {
    public Judged {
      findings = List.copyOf(findings);
      repairs = List.copyOf(repairs);
    }

    public Optional<Repair> recommended() {
      return repairs.stream().findFirst();
    }
  }

  /// What the check says.
  public enum Conclusion {
    SUCCESS,
    FAILURE,
    /// Nothing fails, but something could not be judged.
    NEUTRAL;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Stream<Finding> findings() {
    return environments.stream().flatMap(judged -> judged.findings().stream());
  }

  /// The recommended repairs, one an environment.
  public List<Repair> recommended() {
    return environments.stream().flatMap(judged -> judged.recommended().stream()).toList();
  }
}
