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
                  PAGE.code(),
                  repairs ? policy.atMost(PAGE, Severity.WARNING) : policy.severity(PAGE),
                  pair.after().downRevisions().stream().findFirst(),
                  message(change, pair, repairs)));
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

  private static String message(
      HistoryChange change, HistoryChange.Rewritten pair, boolean repairs) {
    Revision was = pair.before();
    Revision is = pair.after();
    String id = Words.id(is.id());
    String what =
        "The base branch's revision "
            + id
            + " revised "
            + parents(was)
            + " and would revise "
            + parents(is)
            + ". ";
    if (repairs) {
      return what
          + "That repairs the base branch; databases that have run "
          + id
          + " at its old place may lack what now lies below it. Look at each with `alembic"
          + " current` before the next upgrade.";
    }
    return what
        + deployed(change, was, is)
        + "Put "
        + parents(was)
        + " back, and give new work a revision on top.";
  }

  /// What happens in a database that has run the revision.
  private static String deployed(HistoryChange change, Revision was, Revision is) {
    History after = change.after();
    if (is.downRevisions().isEmpty()) {
      return "A database that has run it would run what used to lie below it a second time. ";
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
    return never.isEmpty()
        ? "Databases and files would disagree about what comes before what. "
        : "A database that has run it would never run " + Words.ids(never) + ". ";
  }

  private static String parents(Revision revision) {
    return revision.downRevisions().isEmpty() ? "nothing" : Words.ids(revision.downRevisions());
  }
}
