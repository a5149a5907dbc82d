package dev.retort.rule;

import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// RT103: two files declare the same revision id.
public final class DuplicateRevision implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.DUPLICATE_REVISION,
          "duplicate revision id",
          Severity.FAILURE,
          "More than one file declares the same revision id.",
          """
          Alembic warns and keeps the file that it happens to load last; what the other one does is never run. The \
          dropped one still counts as a head or a base, so `upgrade head` may fail although only one id is \
          shown, or `history` complains that a revision overlaps with itself. It comes from copying a \
          revision as a template, from a file that was renamed on one branch and edited on another, and from \
          ids that are counted by hand.\
          """,
          """
          # versions/20f4_add_name.py
          revision = "20f4"

          # versions/20f4_add_email.py, copied from it
          revision = "20f4"
          """,
          """
          Give the newer file an id of its own (and its children, `Revision ID:` line and file name with it). \
          Where both files are the same revision, delete one of them.\
          """,
          """
          A new id is safe for the file that only the pull request has. Never rename the one that the base branch \
          carries: databases have its id in their version table.\
          """,
          List.of(
              "UserWarning: Revision 20f4 is present more than once",
              "Requested revision 20f4 overlaps with other requested revisions 11aa",
              "Duplicate head revisions specified"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    for (String id : change.after().condition().duplicates()) {
      List<Revision> all = change.after().declaring(id);
      List<Revision> had = change.before().declaring(id);
      Set<String> places = new TreeSet<>();
      had.forEach(each -> places.add(each.path()));
      Revision copy =
          all.stream()
              .filter(each -> !places.contains(each.path()))
              .max(Branching.BY_CREATION)
              .orElse(all.getLast());
      List<String> others =
          all.stream().map(Revision::path).filter(path -> !path.equals(copy.path())).toList();
      boolean same = all.stream().allMatch(each -> each.blob().equals(copy.blob()));
      List<String> missing =
          change.after().condition().missing().stream().map(each -> each.parent()).toList();
      String message =
          Words.id(id)
              + " is declared by "
              + Words.ids(others)
              + " as well: Alembic would keep only the file that it loads last. "
              + next(all, copy, same, missing);
      findings.add(
          all.size() > Math.max(1, had.size())
              ? Place.id(copy).fresh(PAGE.code(), policy.severity(PAGE), Optional.of(id), message)
              : Place.id(copy).inherited(PAGE.code(), Optional.of(id), message));
    }
    return findings;
  }

  /// What does nothing needs no id.
  private static String next(
      List<Revision> all, Revision copy, boolean same, List<String> missing) {
    if (same) {
      return "Both files hold the same: delete one of them.";
    }
    List<Revision> idle =
        all.stream()
            .filter(each ->
                each.bodies().idle()
                    && missing.stream().noneMatch(name -> NamedFile.names(name, each)))
            .toList();
    if (idle.contains(copy)) {
      return "The revision in this file does nothing: delete it.";
    }
    return idle.isEmpty()
        ? "Give the revision in this file an id of its own."
        : "The revision in "
            + Words.ids(idle.stream().map(Revision::path).toList())
            + " does nothing: delete it, or give the revision in this file an id of its own.";
  }
}
