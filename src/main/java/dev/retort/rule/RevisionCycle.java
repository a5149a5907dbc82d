package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RT104: revisions that come before themselves.
public final class RevisionCycle implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.CYCLE,
          "cycle",
          Severity.FAILURE,
          "Following parents (or dependencies) upwards leads back to where one started.",
          """
          There is no order in which such revisions could run. Mostly Alembic says so and refuses every command; a \
          cycle that lies wholly between a base and a head it overlooks, and then skips or repeats revisions without a \
          word. Cycles come from re-pointing by hand: an older revision is given a younger one as its parent.\
          """,
          """
          revision = "20f4"
          down_revision = "7c08"

          revision = "7c08"
          down_revision = "20f4"
          """,
          """
          Open the circle at the edge that is wrong, which is usually the one that was written last: give that \
          revision the parent that it had, or the one that should come before all of them.\
          """,
          """
          Undoing an edit that only the pull request has is safe. Where the circle is on the base branch already, look \
          which of its revisions databases have run before any edge is changed.\
          """,
          List.of(
              "Cycle is detected in revisions (20f4, 7c08)",
              "Dependency cycle is detected in revisions (20f4, 7c08)",
              "Self-loop is detected in revisions (20f4)"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    Set<List<String>> had = new HashSet<>();
    change.before().cycles().forEach(cycle -> had.add(cycle.ids()));
    Set<String> touched = new HashSet<>(change.addedIds());
    change.reparented().forEach(pair -> touched.add(pair.after().id()));
    List<Finding> findings = new ArrayList<>();
    for (History.Cycle cycle : change.after().cycles()) {
      Revision at =
          cycle.ids().stream()
              .filter(touched::contains)
              .findFirst()
              .or(() -> cycle.ids().stream().findFirst())
              .flatMap(id -> change.after().revision(id))
              .orElseThrow(() -> new IllegalStateException("a cycle of nothing"));
      Place place = cycle.throughDependency() ? Place.dependencies(at) : Place.parents(at);
      Fact fact = new Found(at.id(), cycle, formerParents(change, at));
      findings.add(
          had.contains(cycle.ids())
              ? place.inherited(fact)
              : place.fresh(fact, policy.severity(PAGE)));
    }
    return findings;
  }

  /// What the base lets a revision revise, where that is something else.
  private static Optional<List<String>> formerParents(HistoryChange change, Revision at) {
    return change
        .before()
        .revision(at.id())
        .map(Revision::downRevisions)
        .filter(parents -> !parents.equals(at.downRevisions()));
  }

  /// A circle.
  ///
  /// @param at the revision that the finding is at
  /// @param formerParents what the base lets it revise, where that is something else
  public record Found(String at, History.Cycle cycle, Optional<List<String>> formerParents)
      implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.CYCLE;
    }

    @Override
    public Prose headline() {
      Prose circle =
          cycle.ids().size() == 1
              ? Prose.EMPTY.id(at).text(" comes before itself")
              : Prose.EMPTY.ids(cycle.ids()).text(" come before each other");
      return circle.when(cycle.throughDependency(), Prose.of(" by way of ").code("depends_on"));
    }

    @Override
    public Prose sequel() {
      return Prose.of(
              cycle.refused()
                  ? ": Alembic would refuse to load the history"
                  : ": Alembic does not notice, and would run them in an order that nobody chose")
          .stop()
          .then(
              formerParents
                  .map(parents ->
                      Prose.of("Let ")
                          .id(at)
                          .text(" revise ")
                          .then(Words.parents(parents))
                          .text(" again, as it does on the base branch."))
                  .orElse(
                      Prose.of(
                          "Open the circle: let the revision that should come first revise one that"
                              + " lies outside.")));
    }

    @Override
    public List<String> identity() {
      return Identity.of(cycle.ids(), cycle.throughDependency());
    }
  }

  /// An empty text that Alembic takes for a circle.
  public record EmptyText(String id) implements Fact {
    @Override
    public RuleCode code() {
      return RuleCode.CYCLE;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .id(id)
          .text(" has an empty text in ")
          .code("depends_on")
          .text(", which Alembic takes for a dependency cycle");
    }

    @Override
    public Prose sequel() {
      return Prose.of("; write ").code("None").text(".");
    }

    @Override
    public List<String> identity() {
      return Identity.of(id);
    }
  }
}
