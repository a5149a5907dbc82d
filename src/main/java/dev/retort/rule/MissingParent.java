package dev.retort.rule;

import dev.retort.alembic.Condition.Missing;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// RT102: `down_revision` names a revision that no file declares.
public final class MissingParent implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.MISSING_PARENT,
          "missing parent",
          Severity.FAILURE,
          "A `down_revision` names a revision that no file of this history declares.",
          """
          Alembic builds the whole graph before it does anything, and stops at the first parent that it cannot find: \
          not only `upgrade`, but `current`, `history`, `stamp` and `revision` end in a traceback, for every database. \
          The usual causes are a revision that was deleted or never committed, one that still waits in another \
          pull request, and an id that was mistyped.\
          """,
          """
          revision = "7c08"
          down_revision = "20f4"   # no file says revision = "20f4"
          """,
          """
          If the parent was deleted, restore its file. If it waits in another branch, merge that one first. If the \
          id is wrong, write the right one; where the parent is gone for good, revise what it revised.\
          """,
          """
          Restoring the file is always safe. Revising another parent is safe for databases that have run neither; \
          one that has run the lost revision keeps its effects but no record of them.\
          """,
          List.of(
              "KeyError: '20f4'",
              "Revision 20f4 referenced from 20f4 -> 7c08 (head), add a revision is not present"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    Set<Missing> were = Set.copyOf(change.before().condition().missing());
    Set<String> children = new TreeSet<>();
    were.forEach(missing -> children.add(missing.child()));
    Map<String, List<Missing>> byParent = new LinkedHashMap<>();
    for (Missing missing : change.after().condition().missing()) {
      byParent.computeIfAbsent(missing.parent(), none -> new ArrayList<>()).add(missing);
    }
    List<String> unread =
        change.after().files().stream()
            .filter(file -> file.revision().isEmpty())
            .map(RevisionFile::path)
            .toList();
    List<Finding> findings = new ArrayList<>();
    byParent.forEach((parent, all) -> {
      if (unread.stream().anyMatch(path -> holds(path, parent))) {
        return;
      }
      List<Missing> fresh =
          all.stream()
              .filter(each -> !were.contains(each) && !children.contains(each.child()))
              .toList();
      List<Missing> told = fresh.isEmpty() ? all : fresh;
      Revision child = child(change.after(), told.getFirst());
      String message = message(change, parent, told);
      findings.add(
          fresh.isEmpty()
              ? Place.parents(child).inherited(PAGE.code(), Optional.of(parent), message)
              : Place.parents(child)
                  .fresh(
                      PAGE.code(),
                      unread.isEmpty()
                          ? policy.severity(PAGE)
                          : policy.atMost(PAGE, Severity.WARNING),
                      Optional.of(parent),
                      message));
    });
    return findings;
  }

  /// Whether an unreadable file is, by its name, the one that is missed: then that is what is
  /// wrong.
  private static boolean holds(String path, String id) {
    return id.length() >= 4 && path.substring(path.lastIndexOf('/') + 1).contains(id);
  }

  private static Revision child(History history, Missing missing) {
    return history.declaring(missing.child()).stream()
        .filter(each -> each.downRevisions().contains(missing.parent()))
        .findFirst()
        .or(() -> history.revision(missing.child()))
        .orElseThrow(() -> new IllegalStateException("no revision " + missing.child()));
  }

  private static String message(HistoryChange change, String parent, List<Missing> missing) {
    List<String> children = missing.stream().map(Missing::child).toList();
    String what =
        Words.ids(children)
            + (children.size() == 1 ? " revises " : " revise ")
            + Words.id(parent)
            + ", but no file declares it: Alembic would refuse to load the history. ";
    Optional<Revision> lost =
        change
            .before()
            .revision(parent)
            .or(() -> change.mergeBase().revision(parent))
            .filter(each -> !each.id().isEmpty());
    if (lost.isPresent()) {
      return what
          + (change.before().revision(parent).isPresent()
              ? "This change removes "
              : "The base branch has removed ")
          + Words.id(lost.get().path())
          + ", which did. Restore that file, or let "
          + Words.id(children.getFirst())
          + " revise "
          + (lost.get().downRevisions().isEmpty()
              ? "nothing (`None`)"
              : Words.ids(lost.get().downRevisions()))
          + ".";
    }
    Optional<Revision> named = NamedFile.of(parent, change.after(), Set.copyOf(children));
    if (named.isPresent()) {
      return what
          + Words.id(parent)
          + " is a name of the file "
          + Words.id(named.get().path())
          + ", which declares "
          + Words.id(named.get().id())
          + ": write that id.";
    }
    Optional<String> elsewhere = DeclaredElsewhere.of(parent, change);
    if (elsewhere.isPresent()) {
      return what
          + Words.id(elsewhere.get())
          + " declares it, but this environment does not look there: move the file to the others, or"
          + " name its folder among the version locations.";
    }
    Optional<String> meant = NearId.of(parent, change.after(), Set.copyOf(children));
    return what
        + meant
            .map(id -> "Was " + Words.id(id) + " meant?")
            .orElse(
                "Add the missing file (does it wait in another branch?), or revise a revision that"
                    + " exists.");
  }
}
