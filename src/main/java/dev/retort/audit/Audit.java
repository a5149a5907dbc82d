package dev.retort.audit;

import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.rule.Finding;
import java.util.List;
import java.util.stream.Stream;

/// What there is to say about a whole repository.
///
/// @param mistakes what is wrong in the repository's settings
/// @param depth how much of git's history was there to be asked
public record Audit(List<EnvironmentAudit> environments, List<Finding> mistakes, Depth depth) {
  public Audit {
    environments = List.copyOf(environments);
    mistakes = List.copyOf(mistakes);
  }

  public Stream<Finding> findings() {
    return Stream.concat(
        mistakes.stream(), environments.stream().flatMap(each -> each.findings().stream()));
  }

  /// Whether anything has to be done.
  public boolean fails() {
    return findings().anyMatch(Finding::fails);
  }
}
