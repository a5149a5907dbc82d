package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.alembic.Undecidable;
import dev.retort.change.HistoryChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// RT201: a revision of the base is gone.
public final class RemovedRevision implements Rule {
  private static final RulePage PAGE =
      new RulePage(
          RuleCode.REMOVED_REVISION,
          "removed revision",
          Severity.FAILURE,
          "A revision that the base branch already has would be gone.",
          """
          Every database that has run it remembers its id. If it was the last one, Alembic \
          cannot find where such a database stands, and refuses to upgrade, downgrade or even \
          say where it is. If it lay further down, nobody notices: databases that were there \
          keep its tables and columns, new ones never get them.\
          """,
          """
          # on the base branch: versions/20f4_add_name.py
          # in the pull request: the file is deleted
          """,
          """
          Put the file back. To take its work back, write a new revision on top that undoes it. \
          To replace an old history by one revision, do it when no database stands on any of the \
          removed ones, and accept this finding with that reason.\
          """,
          """
          Restoring the file is always safe.\
          """,
          List.of("Can't locate revision identified by '20f4'"));

  @Override
  public RulePage page() {
    return PAGE;
  }

  @Override
  public List<Finding> find(HistoryChange change, Policy policy) {
    Set<Revision> renamed = new HashSet<>();
    change.renamed().forEach(pair -> renamed.add(pair.before()));
    List<Revision> removed =
        change.removed().stream().filter(each -> !renamed.contains(each)).toList();
    if (removed.isEmpty()) {
      return List.of();
    }
    boolean milder = change.repairsBase() || mayLieElsewhere(change);
    Revision at =
        removed.stream().filter(change.before()::isHead).findFirst().orElse(removed.getLast());
    return List.of(
        new Place(at.path(), at.line(), Optional.empty(), Optional.of(at.id()))
            .fresh(
                found(change, removed, at),
                milder ? policy.atMost(PAGE, Severity.WARNING) : policy.severity(PAGE)));
  }

  /// Whether the change brings a submodule or a link into a version location in whose files nobody
  /// looks: what is missed may have moved there.
  private static boolean mayLieElsewhere(HistoryChange change) {
    return unfollowed(change.after()) > unfollowed(change.before());
  }

  private static long unfollowed(History history) {
    return history.undecidable().stream()
        .filter(each ->
            each.cause() instanceof Undecidable.Cause.NotRead(var obstacle)
                && (obstacle == Undecidable.Obstacle.SUBMODULE
                    || obstacle == Undecidable.Obstacle.LINK_OUTSIDE))
        .count();
  }

  private static Found found(HistoryChange change, List<Revision> removed, Revision at) {
    History before = change.before();
    List<String> ids = new ArrayList<>();
    ids.add(at.id());
    removed.stream().map(Revision::id).filter(id -> !id.equals(at.id())).forEach(ids::add);
    return new Found(
        ids,
        removed.size() == 1 ? Optional.of(at.path()) : Optional.empty(),
        removed.size() == before.revisions().size(),
        before.isHead(at),
        beginsAnew(change, before));
  }

  /// The revision with which the change begins another history in the place of the one of the base:
  /// with that back, it would be a second beginning.
  private static Optional<String> beginsAnew(HistoryChange change, History before) {
    return change.added().stream()
        .filter(each -> each.downRevisions().isEmpty() && each.branchLabels().isEmpty())
        .filter(each -> before.heads().size() == 1)
        .map(Revision::id)
        .findFirst();
  }

  /// Revisions of the base that are gone.
  ///
  /// @param ids the one that the finding is at first
  /// @param path of the file, where it is one
  /// @param whole whether nothing of the history is left
  /// @param head whether the first of them was a head
  /// @param beginning what begins another history beside them
  public record Found(
      List<String> ids,
      Optional<String> path,
      boolean whole,
      boolean head,
      Optional<String> beginning)
      implements Fact {
    public Found {
      ids = List.copyOf(ids);
    }

    @Override
    public RuleCode code() {
      return RuleCode.REMOVED_REVISION;
    }

    @Override
    public Prose headline() {
      return Prose.of(
              whole
                  ? "This change removes the whole history of the base branch, "
                  : "This change removes ")
          .ids(ids)
          .text(", which the base branch already has");
    }

    @Override
    public Prose sequel() {
      Prose then =
          head
              ? Prose.STOP
                  .text("A database that has run ")
                  .id(ids.getFirst())
                  .text(" then ends every command with ")
                  .then(Words.notLocated(ids.getFirst()))
                  .stop()
              : Prose.STOP
                  .text(
                      "Databases that have run it keep what it did, with no file that could undo it; those that have not never get it")
                  .stop();
      Prose restore = then.text("Restore ");
      return path.map(restore::path)
          .orElse(restore.text("the files"))
          .then(
              beginning
                  .map(id -> Prose.of(" and let ").id(id).text(" revise what they end with"))
                  .orElse(Prose.EMPTY))
          .text(", or undo its work in a new revision on top.");
    }

    @Override
    public Prose formerMessage() {
      Found then = new Found(ids, path, whole, head, Optional.empty());
      return then.headline().then(then.sequel());
    }

    @Override
    public List<String> identity() {
      return Identity.of(ids);
    }
  }
}
