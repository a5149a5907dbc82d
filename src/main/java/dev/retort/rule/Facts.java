package dev.retort.rule;

import dev.retort.alembic.Flaw;
import dev.retort.alembic.History;
import dev.retort.alembic.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a reader noted, as the fact of the rule that documents it: `graph` and `check` say the same
/// fault in the same words.
public final class Facts {
  private Facts() {}

  /// All that reading a history showed, each problem by itself.
  public static List<Finding> noted(History history) {
    return history.problems().stream()
        .map(problem -> Place.of(problem).fresh(of(problem, history), problem.severity()))
        .toList();
  }

  /// A fact of a history that was read alone.
  public static Fact of(Problem problem, History history) {
    return problem.flaw() instanceof Flaw.MissingParents missing
            && missing.hint() instanceof Flaw.Hint.None
        ? named(missing, history)
            .<Fact>map(clue -> MissingParent.Found.of(missing, clue))
            .orElseGet(() -> of(problem))
        : of(problem);
  }

  private static Optional<MissingParent.Clue> named(Flaw.MissingParents missing, History history) {
    return WhyMissing.named(missing.missing().getFirst(), history, Set.of(missing.id()));
  }

  /// A fact that needs no history to be told.
  public static Fact of(Problem problem) {
    return switch (problem.flaw()) {
      case Flaw.MissingParents flaw -> MissingParent.Found.of(flaw);
      case Flaw.MissingDependencies flaw -> new MissingDependency.Found(flaw);
      case Flaw.Duplicate flaw ->
          new DuplicateRevision.Found(
              flaw.id(),
              flaw.others(),
              DuplicateRevision.remedy(problem.path(), flaw.same(), flaw.idle()));
      case Flaw.Circle(String at, History.Cycle cycle) ->
          new RevisionCycle.Found(at, cycle, Optional.empty());
      case Flaw.EmptyDependency(String id) -> new RevisionCycle.EmptyText(id);
      case Flaw.LabelTaken flaw -> new LabelConflict.Found(flaw);
      case Flaw.NotDecidable(String name, var cause) -> NotDecidable.fact(name, cause);
      case Flaw.NotParsed flaw -> new SyntaxFault.Found(flaw);
      case Flaw.NotLoaded flaw -> new NotARevision.Found(flaw);
      case Flaw.BadId flaw -> new IllegalId.Found(flaw);
      case Flaw.NotDecoded flaw -> new UnreadableEncoding.Found(flaw);
      case Flaw.Disagreement flaw -> new RevisesDisagrees.Found(flaw.said(), flaw.parents());
      case Flaw.NoFunction(String name) -> new MissingFunction.Found(name);
      case Flaw.Markers _ -> new ConflictMarkers.Found();
      case Flaw.NoLocation flaw -> new MissingLocation.Found(flaw);
      case Flaw.LooksLikeEnvironment(String folder) -> new UnusedEnvironment.Found(folder);
      case Flaw.Misconfigured flaw -> new UnreadableConfiguration.Found(flaw);
      case Flaw.Setting(var mistake) -> new UnreadableConfiguration.InSettings(mistake);
    };
  }
}
