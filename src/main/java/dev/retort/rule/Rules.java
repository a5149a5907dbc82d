package dev.retort.rule;

import dev.retort.alembic.RuleCode;
import dev.retort.alembic.RuleCode.Family;
import dev.retort.alembic.Severity;
import dev.retort.alembic.Undecidable;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.EnumSet;
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
          new InventedId(),
          new ConflictMarkers(),
          new LongId(),
          new UnreadableConfiguration(),
          new MissingLocation(),
          new UnusedEnvironment(),
          new NoMetadata(),
          new MissingImport(),
          new UnloadedFile(),
          new UnseenModels(),
          new HeadsCollide(),
          new MadeTwice(),
          new EnumTypeMismatch(),
          new NeverMade(),
          new DataLoss(),
          new LooksLikeRename(),
          new NotNullWithoutDefault(),
          new ConcurrentlyInTransaction(),
          new NameTooLong(),
          new FrozenDefault(),
          new DowngradeUnnamedConstraint(),
          new DowngradeFails(),
          new DowngradeIncomplete(),
          new DowngradeEmpty(),
          new CastNeedsUsing(),
          new IncomparableKey(),
          new CoveredIndex(),
          new AlterOutsideBatch(),
          new SchemaNotFollowed(),
          new LocksTheTable(),
          new SharedHead());

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
    return causes(change, all(change, policy));
  }

  /// Families of rules that look at files one by one: reading, and the environment.
  private static final Set<Family> OF_SINGLE_FILES = EnumSet.of(Family.READING, Family.ENVIRONMENT);

  /// The same with the consequences of what is found beside it. Where files were left unread,
  /// because there is too much to read, nothing is said of the graph and the schema: what is missed
  /// there may stand in one of them.
  public static List<Finding> all(HistoryChange change, Policy policy) {
    List<Finding> found = new ArrayList<>();
    boolean partly = change.after().undecidable().stream().anyMatch(Undecidable::isBeyondTheLimit);
    for (Rule rule : ALL) {
      if (policy.severity(rule.page()) != Severity.OFF
          && (!partly || OF_SINGLE_FILES.contains(rule.page().code().family()))) {
        found.addAll(rule.find(change, policy));
      }
    }
    return found.stream().distinct().sorted(Finding.WEIGHTIEST_FIRST).toList();
  }

  /// Without those that only follow from another that fails. Once that one is let pass, what it
  /// leaves has to be seen.
  public static List<Finding> causes(HistoryChange change, List<Finding> findings) {
    return Consequences.told(change, findings);
  }
}
