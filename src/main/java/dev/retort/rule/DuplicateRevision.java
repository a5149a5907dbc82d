package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFile;
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
          Where both files are the same revision, or do the same, delete one of them.\
          """,
          """
          A new id is safe for the file that only the pull request has. Never rename the one that the base branch \
          carries: databases have its id in their version table.\
          """,
          List.of(
              "UserWarning: Revision 20f4 is present more than once",
              "Requested revision 20f4 overlaps with other requested revisions 11aa",
              "Duplicate head revisions specified"));

  /// Of so many it is worked out what they should continue.
  private static final int MOST_FOLLOWED = 5;

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    List<Finding> findings = new ArrayList<>();
    Copies copies = new Copies(change.after());
    for (String id : change.after().condition().duplicates()) {
      List<Revision> all = change.after().declaring(id);
      List<Revision> had = change.before().declaring(id);
      Set<String> places = new TreeSet<>();
      had.forEach(each -> places.add(each.path()));
      Revision copy =
          all.stream()
              .filter(each -> !places.contains(each.path()))
              .max(copies.order())
              .orElse(all.getLast());
      List<String> others =
          all.stream().map(Revision::path).filter(path -> !path.equals(copy.path())).toList();
      boolean same = all.stream().allMatch(each -> each.blob().equals(copy.blob()));
      List<String> missing =
          change.after().condition().missing().stream().map(each -> each.parent()).toList();
      Found fact = new Found(id, others, remedy(change, all, copy, same, missing, copies));
      findings.add(
          all.size() > Math.max(1, had.size())
              ? Place.id(copy)
                  .fresh(
                      findings.size() < MOST_FOLLOWED
                          ? fact.onto(onto(change, policy, copy))
                          : fact,
                      policy.severity(PAGE),
                      id)
              : Place.id(copy).inherited(fact, Optional.of(id)));
    }
    return findings;
  }

  /// The head that a copy should continue: with an id of its own it would end beside it.
  private static Optional<String> onto(HistoryChange change, Policy policy, Revision copy) {
    // Where parents are missing, heads are there only because of that.
    if (!change.after().condition().missing().isEmpty()) {
      return Optional.empty();
    }
    String own = copy.id() + " of " + copy.path();
    List<RevisionFile> files =
        change.after().files().stream()
            .map(file -> file.path().equals(copy.path()) ? renamed(file, copy, own) : file)
            .toList();
    HistoryChange apart =
        new HistoryChange(
            change.environment(),
            change.before(),
            change.mergeBase(),
            History.of(change.after().environment(), files),
            change.change());
    return HeadCount.of(apart, policy).extra().stream()
        .filter(offshoot -> offshoot.leaves().id().equals(own))
        .map(HeadCount.Offshoot::counterpart)
        .filter(head -> Unambiguous.declares(apart.after(), head))
        .filter(head -> !copy.downRevisions().contains(head))
        .findFirst();
  }

  private static RevisionFile renamed(RevisionFile file, Revision copy, String own) {
    return new RevisionFile(
        file.path(),
        file.blob(),
        Optional.of(own),
        Optional.of(copy.called(own)),
        file.undecidable(),
        file.problems(),
        file.imports());
  }

  private static Remedy remedy(
      HistoryChange change,
      List<Revision> all,
      Revision copy,
      boolean same,
      List<String> missing,
      Copies copies) {
    List<String> idle =
        all.stream()
            .filter(each ->
                each.bodies().idle()
                    && !copies.isGround(each)
                    && missing.stream().noneMatch(name -> NamedFile.names(name, each)))
            .map(Revision::path)
            .toList();
    Remedy remedy = remedy(copy.path(), same, idle);
    return remedy instanceof Remedy.Rename
        ? all.stream()
            .filter(each -> !each.path().equals(copy.path()))
            .filter(each -> SameWork.of(copy, each, change.change().landing().tree()))
            .<Remedy>map(each -> new Remedy.DeleteRepeat(each.path()))
            .findFirst()
            .orElse(remedy)
        : remedy;
  }

  /// What does nothing needs no id.
  ///
  /// @param idle the paths of the revisions that do nothing
  static Remedy remedy(String path, boolean same, List<String> idle) {
    if (same) {
      return new Remedy.DeleteEither();
    }
    return idle.contains(path) ? new Remedy.DeleteThis() : new Remedy.Rename(idle);
  }

  /// What is to become of the file that the finding is in, or of the others.
  public sealed interface Remedy {
    /// They hold the same.
    record DeleteEither() implements Remedy {}

    /// The revision in this file does nothing.
    record DeleteThis() implements Remedy {}

    /// The revision in this file does what another file of the id does already; an id of its own
    /// would have it done twice.
    ///
    /// @param path of the other file
    record DeleteRepeat(String path) implements Remedy {}

    /// @param idle the files whose revisions do nothing and may go as well
    record Rename(List<String> idle) implements Remedy {
      public Rename {
        idle = List.copyOf(idle);
      }
    }
  }

  /// An id that several files declare.
  ///
  /// @param others the paths of those that the finding is not in
  /// @param onto the head that this one should continue, once it has an id of its own
  public record Found(String id, List<String> others, Remedy remedy, Optional<String> onto)
      implements Fact {
    public Found {
      others = List.copyOf(others);
    }

    Found(String id, List<String> others, Remedy remedy) {
      this(id, others, remedy, Optional.empty());
    }

    Found onto(Optional<String> head) {
      return new Found(id, others, remedy, head);
    }

    @Override
    public RuleCode code() {
      return RuleCode.DUPLICATE_REVISION;
    }

    @Override
    public Prose headline() {
      return Prose.EMPTY.id(id).text(" is declared by ").paths(others).text(" as well");
    }

    @Override
    public Prose sequel() {
      Prose what = Prose.of(": Alembic would keep only the file that it loads last").stop();
      return switch (remedy) {
        case Remedy.DeleteEither _ -> what.text("Both files hold the same: delete one of them.");
        case Remedy.DeleteThis _ -> what.text("The revision in this file does nothing: delete it.");
        case Remedy.DeleteRepeat(String path) ->
            what.path(path)
                .text(
                    " does the same already: delete this file, for with an id of its own its work"
                        + " would be done twice.");
        case Remedy.Rename(List<String> idle) ->
            idle.isEmpty()
                ? what.text("Give the revision in this file an id of its own")
                    .then(
                        onto.map(head -> Prose.of(", and let it revise ").id(head))
                            .orElse(Prose.EMPTY))
                    .text(".")
                : what.text("The revision in ")
                    .paths(idle)
                    .text(
                        " does nothing: delete it, or give the revision in this file an id of its"
                            + " own.");
      };
    }

    @Override
    public Prose formerMessage() {
      Found then = onto(Optional.empty());
      return then.headline().then(then.sequel());
    }

    @Override
    public List<String> identity() {
      return Identity.of(id, others);
    }
  }
}
