package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// RT203: a revision of the base gets other parents.
public final class EditedParents implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.EDITED_PARENTS,
          "edited parents",
          Severity.FAILURE,
          "A revision that the base branch already has would get other parents.",
          """
          A database only remembers where it stands; what it has run is what lies below that \
          place in the files. With another parent below it, Alembic believes that revisions were \
          run that never were, or runs some again. It says nothing when that happens; the schema \
          is just not what everybody thinks it is.\
          """,
          """
          # on the base branch
          revision = "7c08"
          down_revision = "20f4"

          # in the pull request
          revision = "7c08"
          down_revision = "35aa"   # databases at 7c08 will never run 35aa
          """,
          """
          Put the old parents back. New work goes on top, in a revision of its own; two heads \
          are joined by a merge revision.\
          """,
          """
          Undoing the edit is safe. Where such an edit repairs a history that was broken on the \
          base branch, it is only a warning: look which databases have run the revision at its \
          old place.\
          """,
          List.of("Requested revision 7c08 overlaps with other requested revisions 20f4"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    boolean repairs = change.repairsBase();
    Set<String> removed = new HashSet<>();
    change.removed().forEach(each -> removed.add(each.id()));
    Map<String, String> renamed = new HashMap<>();
    change.renamed().forEach(pair -> renamed.put(pair.before().id(), pair.after().id()));
    List<Finding> findings = new ArrayList<>();
    for (HistoryChange.Rewritten pair : change.reparented()) {
      if (InsertedBelow.explains(change, pair) || follows(pair, removed, renamed)) {
        continue;
      }
      findings.add(
          Place.parents(pair.after())
              .fresh(
                  new Found(
                      pair.after().id(),
                      pair.before().downRevisions(),
                      pair.after().downRevisions(),
                      repairs ? new Outcome.Repaired() : outcome(change, pair)),
                  repairs ? policy.atMost(PAGE, Severity.WARNING) : policy.severity(PAGE),
                  pair.after().downRevisions().stream().findFirst()));
    }
    return findings;
  }

  /// Whether the new parents are only what a removal or a new id below makes necessary: then that
  /// is the finding.
  private static boolean follows(
      HistoryChange.Rewritten pair, Set<String> removed, Map<String, String> renamed) {
    Set<String> now = Set.copyOf(pair.after().downRevisions());
    Set<String> expected = new HashSet<>();
    boolean lost = false;
    for (String parent : pair.before().downRevisions()) {
      if (renamed.containsKey(parent)) {
        expected.add(renamed.get(parent));
      } else if (removed.contains(parent)) {
        lost = true;
      } else {
        expected.add(parent);
      }
    }
    return now.equals(expected) || (lost && now.containsAll(expected));
  }

  private static Outcome outcome(HistoryChange change, HistoryChange.Rewritten pair) {
    History after = change.after();
    Revision was = pair.before();
    Revision is = pair.after();
    if (change.mergeBase().revision(was.id()).isEmpty()) {
      return new Outcome.Picked();
    }
    if (is.downRevisions().isEmpty()) {
      return new Outcome.RunAgain();
    }
    Set<String> below = new HashSet<>();
    is.downRevisions()
        .forEach(parent -> {
          below.add(parent);
          below.addAll(after.ancestors(parent));
        });
    Set<String> ran = change.before().ancestors(was.id());
    List<String> never =
        below.stream()
            .filter(id -> !ran.contains(id) && !id.equals(was.id()))
            .filter(id -> after.revision(id).isPresent())
            .sorted()
            .toList();
    return never.isEmpty() ? new Outcome.Disagreement() : new Outcome.NeverRun(never);
  }

  /// What comes of it in a database that has run the revision.
  public sealed interface Outcome {
    /// The base was broken, and is whole with it.
    record Repaired() implements Outcome {}

    /// Both sides brought it since they parted, each on what it ended with.
    record Picked() implements Outcome {}

    /// What used to lie below it would run a second time.
    record RunAgain() implements Outcome {}

    /// These would never run.
    record NeverRun(List<String> ids) implements Outcome {
      public NeverRun {
        ids = List.copyOf(ids);
      }
    }

    /// It would not agree with the files about what comes before what.
    record Disagreement() implements Outcome {}
  }

  /// A revision of the base with other parents.
  ///
  /// @param were its parents on the base branch
  /// @param are its parents as it would land
  public record Found(String id, List<String> were, List<String> are, Outcome outcome)
      implements Fact {
    public Found {
      were = List.copyOf(were);
      are = List.copyOf(are);
    }

    @Override
    public RuleCode code() {
      return RuleCode.EDITED_PARENTS;
    }

    @Override
    public Prose headline() {
      return Prose.of("The base branch's revision ")
          .id(id)
          .text(" revised ")
          .ids(were)
          .text(" and would revise ")
          .ids(are);
    }

    @Override
    public Prose sequel() {
      return switch (outcome) {
        case Outcome.Repaired _ ->
            Prose.STOP
                .text("That repairs the base branch; databases that have run ")
                .id(id)
                .text(" at its old place may lack what now lies below it")
                .stop()
                .text("Look at each with ")
                .code("alembic current")
                .text(" before the next upgrade.");
        case Outcome.Picked _ ->
            Prose.STOP
                .text(
                    "Both sides brought it since they parted: it was picked from one line onto the other and adapted to where it came")
                .stop()
                .text(
                    "Databases of the base have run it where the base has it, so keep the base branch's file.");
        case Outcome.RunAgain _ ->
            back(
                Prose.STOP
                    .text(
                        "A database that has run it would run what used to lie below it a second time")
                    .stop());
        case Outcome.NeverRun(List<String> never) ->
            back(Prose.STOP.text("A database that has run it would never run ").ids(never).stop());
        case Outcome.Disagreement _ ->
            back(
                Prose.STOP
                    .text("Databases and files would disagree about what comes before what")
                    .stop());
      };
    }

    private Prose back(Prose what) {
      return what.text("Put ").ids(were).text(" back, and give new work a revision on top.");
    }

    @Override
    public List<String> identity() {
      return Identity.of(id, were, are);
    }
  }
}
