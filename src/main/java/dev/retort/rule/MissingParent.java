package dev.retort.rule;

import dev.retort.alembic.Condition.Missing;
import dev.retort.alembic.Flaw;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.PastRevisions.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

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

  /// For so many it is looked up what may have become of them: that takes reading other files.
  static final int MOST_SEARCHED = 50;

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    return find(change, policy, OtherHistory.Past.UNASKED);
  }

  static List<Finding> find(HistoryChange change, Policy policy, OtherHistory.Past past) {
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
    Set<String> leftOpen =
        change.after().files().stream()
            .filter(file -> file.revision().isEmpty())
            .flatMap(file -> file.id().stream())
            .collect(Collectors.toSet());
    Map<Missing, Revision> builders = builders(change.after());
    List<Finding> findings = new ArrayList<>();
    byParent.forEach((parent, all) -> {
      if (leftOpen.contains(parent) || unread.stream().anyMatch(path -> holds(path, parent))) {
        return;
      }
      List<Missing> fresh =
          all.stream()
              .filter(each -> !were.contains(each) && !children.contains(each.child()))
              .toList();
      List<Missing> told = fresh.isEmpty() ? all : fresh;
      Revision child = builders.get(told.getFirst());
      if (child == null) {
        throw new IllegalStateException("no revision " + told.getFirst().child());
      }
      Fact fact =
          new Found(
              List.of(parent),
              told.stream().map(Missing::child).toList(),
              unread.stream().findFirst(),
              findings.size() < MOST_SEARCHED
                  ? WhyMissing.clue(change, parent, told)
                  : new Clue.None());
      findings.add(
          fresh.isEmpty()
              ? Place.parents(child).inherited(fact, Optional.of(parent))
              : Place.parents(child)
                  .fresh(
                      fact,
                      unread.isEmpty()
                          ? policy.severity(PAGE)
                          : policy.atMost(PAGE, Severity.WARNING),
                      parent));
    });
    return OtherHistory.ofParents(change, policy, findings, past);
  }

  /// Whether an unreadable file is, by its name, the one that is missed: then that is what is
  /// wrong.
  private static boolean holds(String path, String id) {
    return id.length() >= 4 && path.substring(path.lastIndexOf('/') + 1).contains(id);
  }

  /// The revisions that build on what is missing; of several with one id the first.
  private static Map<Missing, Revision> builders(History history) {
    Set<Missing> missing = Set.copyOf(history.condition().missing());
    Map<Missing, Revision> builders = new HashMap<>();
    for (Revision revision : history.revisions()) {
      for (String parent : revision.downRevisions()) {
        Missing one = new Missing(revision.id(), parent);
        if (missing.contains(one)) {
          builders.putIfAbsent(one, revision);
        }
      }
    }
    return builders;
  }

  /// What may have become of a revision that is missed.
  public sealed interface Clue {
    /// A file that declared it was taken away.
    ///
    /// @param byThisChange or by the base branch
    /// @param parents what it revised
    record Removed(boolean byThisChange, String path, List<String> parents) implements Clue {
      public Removed {
        parents = List.copyOf(parents);
      }
    }

    /// It is the name of a file that declares another id.
    record FileName(String path, String id) implements Clue {}

    /// It is the name of a file that declares another id, and so do others.
    record FileOfSharedId(String path, String id, List<String> others) implements Clue {
      public FileOfSharedId {
        others = List.copyOf(others);
      }
    }

    /// A file declares it where the environment does not look.
    record Elsewhere(String path) implements Clue {}

    /// It is spelled nearly as a revision that is there.
    record Mistyped(String id) implements Clue {}

    /// It is a branch label, of this revision.
    record Label(String id) implements Clue {}

    /// It is an empty text.
    record Nothing() implements Clue {}

    /// It is a symbol of the command line, such as `head`.
    record Symbol() implements Clue {}

    /// What is nowhere in the code any more, and is remembered elsewhere.
    sealed interface Remembered extends Clue {}

    /// The docstring of a file says that it is its id, and the code says another.
    record Formerly(String path, String id) implements Remembered {}

    /// The child's own docstring says that it revises something else, which is there.
    record InDocstring(List<String> parents) implements Remembered {
      public InDocstring {
        parents = List.copyOf(parents);
      }
    }

    /// The docstring of another revision says that it revises this, too, and the code does not.
    record OncePointed(String path, String id) implements Remembered {}

    /// Git knows its file.
    ///
    /// @param now the id of what took its place, where it was renamed
    record InGit(Fate fate, Optional<String> now) implements Remembered {}

    /// The child was taken from another line of releases, where it builds on that.
    record Picked() implements Clue {}

    record None() implements Clue {}
  }

  /// Parents that no file declares.
  ///
  /// @param children what revises them
  /// @param unread a file that could not be read and may declare them
  public record Found(
      List<String> parents, List<String> children, Optional<String> unread, Clue clue)
      implements Fact {
    public Found {
      parents = List.copyOf(parents);
      children = List.copyOf(children);
    }

    static Found of(Flaw.MissingParents flaw) {
      return of(flaw, WhyMissing.clue(flaw.hint()));
    }

    static Found of(Flaw.MissingParents flaw, Clue clue) {
      return new Found(flaw.missing(), List.of(flaw.id()), flaw.unread(), clue);
    }

    @Override
    public RuleCode code() {
      return RuleCode.MISSING_PARENT;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY
          .ids(children)
          .text(children.size() == 1 ? " revises " : " revise ")
          .ids(parents)
          .text(", but no file declares " + (parents.size() == 1 ? "it" : "them"))
          .then(
              unread
                  .map(path ->
                      Prose.of(" (unless ").path(path).text(", which could not be read, does)"))
                  .orElse(Prose.EMPTY));
    }

    @Override
    public Prose sequel() {
      Prose what = Prose.of(": Alembic would refuse to load the history").stop();
      return switch (clue) {
        case Clue.Removed removed ->
            what.text(removed.byThisChange() ? "This change" : "The base branch")
                .text(removed.byThisChange() ? " removes " : " has removed ")
                .path(removed.path())
                .text(", which did")
                .stop()
                .text("Restore that file, or let ")
                .id(children.getFirst())
                .text(" revise ")
                .then(Words.parents(removed.parents()))
                .text(".");
        case Clue.FileName named ->
            nameOf(named.path(), what)
                .text(", which declares ")
                .id(named.id())
                .text(": write that id.");
        case Clue.FileOfSharedId named ->
            nameOf(named.path(), what)
                .stop()
                .text("It declares ")
                .id(named.id())
                .text(", and so does ")
                .paths(named.others())
                .text(": once only one of them has that id, write the one that this file has.");
        case Clue.Elsewhere elsewhere ->
            what.path(elsewhere.path())
                .text(
                    " declares it, but this environment does not look there: move the file to the"
                        + " others, or name its folder among the version locations.");
        case Clue.Mistyped mistyped -> what.text("Was ").id(mistyped.id()).text(" meant?");
        case Clue.Label(String id) ->
            what.text("That is a branch label, and only an id can be a parent: write ")
                .id(id)
                .text(".");
        case Clue.Nothing _ ->
            what.text("Write ")
                .code("None")
                .text(", without quotation marks, for a revision without parents.");
        case Clue.Symbol _ ->
            what.text("Symbols such as ")
                .code("head")
                .text(" mean nothing in a file: write the revision's id.");
        case Clue.Picked _ ->
            what.text("Let ")
                .id(children.getFirst())
                .text(
                    " revise what this line ends with, or leave it out where nothing here needs"
                        + " it.");
        case Clue.Remembered remembered -> remembered(what, remembered);
        case Clue.None _ ->
            what.text(
                "Add the missing file (does it wait in another branch?), or revise a revision that"
                    + " exists.");
      };
    }

    private Prose nameOf(String path, Prose what) {
      return what.id(parents.getFirst()).text(" is a name of the file ").path(path);
    }

    private static Prose remembered(Prose what, Clue.Remembered clue) {
      return switch (clue) {
        case Clue.Formerly other ->
            what.path(other.path())
                .text(" still says in its docstring that it is that id, and declares ")
                .id(other.id())
                .text(": was that meant?");
        case Clue.InDocstring own ->
            what.text("The docstring says that it revises ")
                .then(Words.parents(own.parents()))
                .text(": was that meant?");
        case Clue.OncePointed other ->
            what.path(other.path())
                .text(" still says in its docstring that it revises it, and does not any more: ")
                .text("it was taken out")
                .stop()
                .text("Add the missing file, or revise a revision that exists.");
        case Clue.InGit git -> inGit(what, git);
      };
    }

    private static Prose inGit(Prose what, Clue.InGit git) {
      return switch (git.fate()) {
        case DELETED, UNCOMMITTED, LOST_IN_MERGE ->
            what.text("Restore its file, or revise a revision that exists.");
        case ELSEWHERE ->
            what.text(
                "It waits in another branch: merge that one first, or revise a revision that exists.");
        case RENAMED ->
            git.now()
                .map(id -> what.text("It has another id by now: write ").id(id).text("."))
                .orElse(what.text("It has another id by now: write that."));
      };
    }

    /// The same, with what git knows in the place of what nobody could say.
    public Found known(Fate fate, Optional<String> now) {
      return clue instanceof Clue.None
          ? new Found(parents, children, unread, new Clue.InGit(fate, now))
          : this;
    }

    /// The same, where the child was taken from another line without what lies below it there.
    public Found picked() {
      return clue instanceof Clue.None
          ? new Found(parents, children, unread, new Clue.Picked())
          : this;
    }

    /// Of some names nothing was said, and never of a file that could not be read.
    @Override
    public Prose formerMessage() {
      Clue former =
          switch (clue) {
            case Clue.Label _,
                Clue.Nothing _,
                Clue.Symbol _,
                Clue.FileOfSharedId _,
                Clue.Picked _,
                Clue.Remembered _ ->
                new Clue.None();
            default -> clue;
          };
      Found then = new Found(parents, children, Optional.empty(), former);
      return then.headline().then(then.sequel());
    }

    @Override
    public List<String> identity() {
      return Identity.of(parents, children);
    }
  }
}
