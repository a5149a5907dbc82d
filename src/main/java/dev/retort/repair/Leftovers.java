package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Problem;
import dev.retort.alembic.Quoted;
import dev.retort.alembic.Revision;
import dev.retort.alembic.Severity;
import dev.retort.repair.GitEvidence.Reach;
import dev.retort.repair.WholePlan.Unrepaired;
import dev.retort.rule.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a plan leaves as it is, and why.
final class Leftovers {
  private final Policy policy;
  private final Hidden hidden;
  private final Reach reach;

  Leftovers(Policy policy, Hidden hidden, Reach reach) {
    this.policy = policy;
    this.hidden = hidden;
    this.reach = reach;
  }

  List<Unrepaired> of(History outcome, Chronology chronology) {
    List<Unrepaired> left = new ArrayList<>();
    for (Problem problem : outcome.problems()) {
      if (problem.severity() == Severity.FAILURE || problem.code().equals("RT301")) {
        left.add(new Unrepaired(problem, why(problem, outcome)));
      }
    }
    for (List<Revision> heads : MergeHeads.surplus(outcome, policy, chronology)) {
      Revision last = heads.getLast();
      Problem problem =
          new Problem(
              "RT101",
              Severity.FAILURE,
              last.path(),
              last.line(),
              Optional.of(last.id()),
              Quoted.list(heads.stream().map(Revision::id).toList()) + " are all heads.");
      left.add(
          new Unrepaired(
              problem,
              "No name for a merge revision is free, or its file would not be a revision here."));
    }
    return left;
  }

  private String why(Problem problem, History outcome) {
    return switch (problem.code()) {
      case "RT102", "RT106" ->
          missed(problem, outcome)
              .flatMap(hidden::file)
              .map(path ->
                  Quoted.code(path)
                      + " seems to be it and could not be read: repair that file first, then plan"
                      + " again.")
              .orElseGet(() ->
                  git() + ", no other id is nearly that one, and no date tells what came before.");
      case "RT103" ->
          "No file says at a place of its own which id it declares, so none can be given another"
              + " one: write the id out.";
      case "RT104" -> "No edge of it stands at a place of its own: write the parents out.";
      case "RT301" ->
          "Only running the file would tell, and that is never done: write it out, then plan again.";
      case "RT302", "RT305" ->
          "A file that cannot be read cannot be repaired: somebody has to look into it, and then"
              + " plan again.";
      case "RT304" ->
          "Another id is a decision: databases that have run it have the old one in their version"
              + " table.";
      case "RT107" -> "Which revision keeps the label is for people to decide.";
      default -> "No change to the graph cures it; what it says has to be done by hand.";
    };
  }

  private static Optional<String> missed(Problem problem, History outcome) {
    return problem
        .revision()
        .flatMap(outcome::revision)
        .flatMap(revision ->
            revision.downRevisions().stream()
                .filter(id -> outcome.revision(id).isEmpty())
                .findFirst()
                .or(() ->
                    revision.dependsOn().stream()
                        .filter(id -> outcome.revision(id).isEmpty())
                        .findFirst()));
  }

  private String git() {
    return switch (reach) {
      case NONE -> "Git's history was not there to be asked";
      case SHALLOW -> "This clone is shallow, so most of git's history could not be asked";
      case PARTIAL -> "As far as git's history was read, it does not know it";
      case FULL -> "Git's history does not know it";
    };
  }
}
