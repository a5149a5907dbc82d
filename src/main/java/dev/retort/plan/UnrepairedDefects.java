package dev.retort.plan;

import dev.retort.alembic.Condition;
import dev.retort.alembic.Flaw;
import dev.retort.alembic.History;
import dev.retort.alembic.Problem;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.plan.WholePlan.Unrepaired;
import dev.retort.repair.Chronology;
import dev.retort.repair.MergeHeads;
import dev.retort.rule.Facts;
import dev.retort.rule.MissingParent;
import dev.retort.rule.Place;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import dev.retort.rule.SecondHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a plan leaves as it is, and why.
final class UnrepairedDefects {
  private final Policy policy;
  private final UnreadFiles unread;
  private final Depth depth;
  private final Chronology chronology;
  private final Set<String> elsewhere;

  /// @param elsewhere ids that another history declares
  UnrepairedDefects(
      Policy policy,
      UnreadFiles unread,
      Depth depth,
      Chronology chronology,
      Set<String> elsewhere) {
    this.policy = policy;
    this.chronology = chronology;
    this.unread = unread;
    this.depth = depth;
    this.elsewhere = elsewhere;
  }

  /// @param headsLeftToCode whether only running a file would tell which heads are too many
  List<Unrepaired> of(History outcome, boolean headsLeftToCode) {
    List<Unrepaired> left = new ArrayList<>();
    for (Problem problem : outcome.problems()) {
      if (isLeft(problem, outcome)) {
        left.add(
            new Unrepaired(
                Facts.of(problem, outcome), Place.of(problem), Prose.of(why(problem, outcome))));
      }
    }
    left.addAll(hiddenParents(outcome));
    if (headsLeftToCode) {
      // Whether there is a defect at all depends on what is named above.
      return left;
    }
    for (List<Revision> heads : MergeHeads.surplus(outcome, policy, chronology)) {
      Revision last = heads.getLast();
      left.add(
          new Unrepaired(
              new SecondHead.Several(heads.stream().map(Revision::id).toList(), Optional.empty()),
              Place.id(last),
              Prose.of(
                  "No name for a merge revision is free, or its file would not be a revision"
                      + " here.")));
    }
    return left;
  }

  /// A parent in a file that could not be read is told apart.
  private boolean isLeft(Problem problem, History outcome) {
    boolean isHidden =
        problem.code() == RuleCode.MISSING_PARENT
            && problem
                .revision()
                .flatMap(outcome::revision)
                .filter(each -> each.downRevisions().stream().anyMatch(unread::holds))
                .isPresent();
    return !isHidden
        && !isElsewhere(problem)
        && (problem.severity() == Severity.FAILURE || problem.code() == RuleCode.NOT_DECIDABLE);
  }

  private boolean isElsewhere(Problem problem) {
    return switch (problem.flaw()) {
      case Flaw.MissingParents missing -> elsewhere.containsAll(missing.missing());
      case Flaw.MissingDependencies missing -> elsewhere.containsAll(missing.missing());
      default -> false;
    };
  }

  private String why(Problem problem, History outcome) {
    return switch (problem.code()) {
      case MISSING_PARENT, MISSING_DEPENDENCY -> unknown(problem, outcome);
      case DUPLICATE_REVISION ->
          "No file says at a place of its own which id it declares, so none can be given another"
              + " one: write the id out.";
      case CYCLE -> "No edge of it stands at a place of its own: write the parents out.";
      case NOT_DECIDABLE ->
          "Only running the file would tell, and that is never done: write it out, then plan again.";
      case SYNTAX_ERROR, CONFLICT_MARKERS, UNREADABLE_ENCODING ->
          "A file that cannot be read cannot be repaired: somebody has to look into it, and then"
              + " plan again.";
      case ILLEGAL_ID ->
          "Another id is a decision: databases that have run it have the old one in their version"
              + " table.";
      case LABEL_CONFLICT -> "Which revision keeps the label is for people to decide.";
      default -> "No change to the graph cures it; what it says has to be done by hand.";
    };
  }

  private String unknown(Problem problem, History outcome) {
    Optional<Revision> revision = problem.revision().flatMap(outcome::revision);
    boolean dated =
        revision
            .filter(each -> each.downWritten().isPresent())
            .flatMap(chronology::made)
            .isPresent();
    return dated && problem.code() == RuleCode.MISSING_PARENT
        ? "Of very many only the first are looked for: take these steps, then plan again."
        : git() + ", no other id is nearly that one, and no date tells what came before.";
  }

  /// What is missed and may be in a file that could not be read; Alembic's own complaint is about
  /// that file.
  private List<Unrepaired> hiddenParents(History outcome) {
    List<Unrepaired> found = new ArrayList<>();
    for (Condition.Missing missing : outcome.condition().missing()) {
      if (!unread.holds(missing.parent())) {
        continue;
      }
      Revision child = outcome.revision(missing.child()).orElseThrow();
      found.add(
          new Unrepaired(
              new MissingParent.Found(
                  List.of(missing.parent()),
                  List.of(child.id()),
                  unread.file(missing.parent()),
                  new MissingParent.Clue.None()),
              Place.parents(child),
              unread
                  .file(missing.parent())
                  .map(Prose.EMPTY::path)
                  .orElse(Prose.of("A file that declares it"))
                  .text(
                      " seems to be it and could not be read: repair that file first, then plan"
                          + " again.")));
    }
    return found;
  }

  private String git() {
    return switch (depth) {
      case NONE, UNASKED -> "Git's history was not there to be asked";
      case SHALLOW -> "This clone is shallow, so most of git's history could not be asked";
      case PARTIAL -> "As far as git's history was read, it does not know it";
      case FULL -> "Git's history does not know it";
    };
  }
}
