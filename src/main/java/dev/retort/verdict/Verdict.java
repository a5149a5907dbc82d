package dev.retort.verdict;

import dev.retort.change.HistoryChange;
import dev.retort.repair.Repair;
import dev.retort.rule.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
  /// @param mend single lines that can be mended whatever becomes of the graph; among the repairs
  ///   too where nothing else cures what fails
  public record Judged(
      HistoryChange change, List<Finding> findings, List<Repair> repairs, Optional<Repair> mend) {
    public Judged {
      findings = List.copyOf(findings);
      repairs = List.copyOf(repairs);
    }

    /// One where no line has to be mended.
    public Judged(HistoryChange change, List<Finding> findings, List<Repair> repairs) {
      this(change, findings, repairs, Optional.empty());
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

  /// The recommended repairs, and the mends of lines in files that these leave alone.
  public List<Repair> remedies() {
    List<Repair> remedies = new ArrayList<>(recommended());
    Set<String> taken = new HashSet<>();
    remedies.forEach(repair -> taken.addAll(repair.edits().files().keySet()));
    for (Judged judged : environments) {
      judged
          .mend()
          .filter(mend -> mend.edits().files().keySet().stream().noneMatch(taken::contains))
          .ifPresent(mend -> {
            remedies.add(mend);
            taken.addAll(mend.edits().files().keySet());
          });
    }
    return remedies;
  }

  /// The recommended repairs, one an environment.
  public List<Repair> recommended() {
    return environments.stream().flatMap(judged -> judged.recommended().stream()).toList();
  }
}
