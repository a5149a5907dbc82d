package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The catalogue, and what all of it finds.
public final class Rules {
  private static final List<Rule> ALL =
      List.of(
          new SecondHead(),
          new MissingParent(),
          new DuplicateRevision(),
          new RevisionCycle(),
          new SecondBase(),
          new MissingDependency(),
          new LabelConflict(),
          new CompetingMerges(),
          new RedundantParent(),
          new DependsOnMerge(),
          new RemovedRevision(),
          new RenamedRevision(),
          new EditedParents(),
          new InsertedBelow(),
          new EditedBody(),
          new NotDecidable(),
          new SyntaxFault(),
          new NotARevision(),
          new IllegalId(),
          new UnreadableEncoding(),
          new RevisesDisagrees(),
          new MissingFunction(),
          new UnreadableConfiguration(),
          new MissingLocation(),
          new UnusedEnvironment(),
          new NoMetadata(),
          new MissingImport(),
          new UnloadedFile(),
          new SharedHead());

  /// Of findings on one line, the first of these is the cause and a second head only its
  /// consequence.
  private static final List<RuleCode> CAUSES_OF_A_SECOND_HEAD =
      List.of(
          RuleCode.MISSING_PARENT,
          RuleCode.SECOND_BASE,
          RuleCode.COMPETING_MERGES,
          RuleCode.EDITED_PARENTS,
          RuleCode.INSERTED_BELOW);

  private Rules() {}

  /// Every rule, in the order of their codes.
  public static List<Rule> all() {
    return ALL;
  }

  public static Optional<Rule> of(RuleCode code) {
    return ALL.stream().filter(rule -> rule.page().code() == code).findFirst();
  }

  /// What the change does wrong in one environment: new findings first, the weightiest first, then
  /// by code and place. One cause gives one finding.
  public static List<Finding> findings(HistoryChange change, Policy policy) {
    return causes(all(change, policy));
  }

  /// The same with the consequences of what is found beside it.
  public static List<Finding> all(HistoryChange change, Policy policy) {
    List<Finding> found = new ArrayList<>();
    for (Rule rule : ALL) {
      if (policy.severity(rule.page()) != Severity.OFF) {
        found.addAll(rule.find(change, policy));
      }
    }
    return found.stream().distinct().sorted(Finding.WEIGHTIEST_FIRST).toList();
  }

  /// Without the second heads that only follow from another failing finding on the same line. Once
  /// that one is let pass, the head it leaves has to be seen.
  public static List<Finding> causes(List<Finding> findings) {
    Set<String> causes = new HashSet<>();
    findings.stream()
        .filter(each -> each.fails() && CAUSES_OF_A_SECOND_HEAD.contains(each.code()))
        .forEach(each -> causes.add(each.path() + ":" + each.line()));
    return findings.stream()
        .filter(each ->
            each.code() != RuleCode.SECOND_HEAD
                || !causes.contains(each.path() + ":" + each.line()))
        .toList();
  }
}
