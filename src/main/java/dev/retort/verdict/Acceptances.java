package dev.retort.verdict;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Acceptance;
import dev.retort.rule.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The findings that are let pass in one pull request.
///
/// @param byFingerprint keyed by [Fingerprint]
/// @param branch who says that a second branch is meant, and why: then a second head and a second
///   beginning pass, and nothing else does
public record Acceptances(Map<String, Acceptance> byFingerprint, Optional<Acceptance> branch) {
  /// The question who says that a second branch is meant. A judgement puts it at most once, when
  /// its rules have spoken and something fails that the answer could let pass.
  @FunctionalInterface
  public interface BranchQuestion {
    BranchQuestion NOBODY = _ -> Optional.empty();

    /// @param settings those that count
    /// @return empty where nobody does, or nobody whose word counts
    Optional<Acceptance> ask(Settings settings);
  }

  /// The label of a pull request by which somebody who may write says that its branch is meant.
  public static final String LABEL = "retort: allow";

  public static final Acceptances NONE = new Acceptances(Map.of());

  private static final Set<RuleCode> OF_A_BRANCH =
      Set.of(RuleCode.SECOND_HEAD, RuleCode.SECOND_BASE);

  public Acceptances {
    byFingerprint = Map.copyOf(byFingerprint);
  }

  public Acceptances(Map<String, Acceptance> byFingerprint) {
    this(byFingerprint, Optional.empty());
  }

  /// The same, with a second branch let pass.
  Acceptances allowingABranch(Acceptance by) {
    return new Acceptances(byFingerprint, Optional.of(by));
  }

  /// Whether there is anything in it to let pass: what the base had before and mere notices fail
  /// nothing anyway.
  public static boolean concerns(Finding finding) {
    return finding.isNew() && finding.severity().compareTo(Severity.WARNING) >= 0;
  }

  /// Whether one fails that a word for the branch could let pass.
  static boolean failsForABranch(Finding finding) {
    return finding.fails() && isOfABranch(finding);
  }

  private static boolean isOfABranch(Finding finding) {
    return concerns(finding) && OF_A_BRANCH.contains(finding.code());
  }

  List<Finding> over(HistoryChange change, List<Finding> findings) {
    if (byFingerprint.isEmpty() && branch.isEmpty()) {
      return findings;
    }
    return findings.stream().map(finding -> over(change, finding)).toList();
  }

  private Finding over(HistoryChange change, Finding finding) {
    return Optional.of(finding)
        .filter(Acceptances::concerns)
        .flatMap(each ->
            Fingerprint.known(change, each).stream()
                .flatMap(known -> Stream.ofNullable(byFingerprint.get(known)))
                .findFirst())
        .or(() -> branch.filter(_ -> isOfABranch(finding)))
        .map(finding::accepted)
        .orElse(finding);
  }
}
