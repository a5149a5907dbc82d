package dev.retort.alembic;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All revisions of one environment at one commit, as the graph that Alembic would build, and what
/// it would say of it. Where Alembic would refuse to load, `problems` says why with severity
/// failure and everything else holds whatever is still true.
///
/// Terms are Alembic's: a head has no child by `down_revision`, a real head none by `depends_on`
/// either; a base has no parents, a real base no dependencies either.
public interface History {
  /// Builds the graph from files in Alembic's load order.
  static History of(Environment environment, List<RevisionFile> files) {
    return RevisionGraph.of(environment, files);
  }

  Environment environment();

  /// The files in load order.
  List<RevisionFile> files();

  /// Every revision in load order, the losers of duplicate ids included.
  List<Revision> revisions();

  /// The revision of this id; of several, the one that Alembic would keep (the last).
  Optional<Revision> revision(String id);

  /// Every revision that declares this id, in load order.
  List<Revision> declaring(String id);

  /// Sorted, without repeats, as the next three.
  List<String> heads();

  List<String> realHeads();

  List<String> bases();

  List<String> realBases();

  boolean isHead(Revision revision);

  boolean isRealHead(Revision revision);

  boolean isBase(Revision revision);

  boolean isRealBase(Revision revision);

  boolean isBranchPoint(Revision revision);

  boolean isMergePoint(Revision revision);

  /// Ids of the revisions that name this one in `down_revision`, sorted. As in Alembic, a loser of
  /// a duplicate id is nobody's child, unless it has a label.
  List<String> children(String id);

  /// Ids reachable downwards by `down_revision`, without the id itself unless it lies on a cycle.
  Set<String> ancestors(String id);

  /// Ids reachable upwards by `down_revision`, without the id itself unless it lies on a cycle.
  Set<String> descendants(String id);

  /// Whether the second can be reached from the first downwards by `down_revision`, in one step or
  /// more.
  boolean isAbove(String upper, String lower);

  /// Those of these ids that lie below another of them by `down_revision`, in the order given: what
  /// a merge of all of them would name for nothing. Of ids that lie on one cycle each is below the
  /// others.
  List<String> redundant(Collection<String> ids);

  /// The labels of a revision, declared or propagated along its branch, sorted: a label reaches all
  /// descendants and, where the branch runs up to its head without a fork or a merge, the revisions
  /// below it down to the last fork or merge.
  List<String> labels(String id);

  /// All cycles over `down_revision`, then those that `depends_on` closes; each group of revisions
  /// that reach one another is one cycle.
  List<Cycle> cycles();

  Condition condition();

  List<Undecidable> undecidable();

  /// Problems of files, configuration and graph in a stable order; the first failing one is what
  /// Alembic would stop at.
  List<Problem> problems();

  /// @param ids sorted
  /// @param throughDependency whether it takes a `depends_on` edge to close it
  /// @param refused whether Alembic notices it; one between a base and a head it overlooks
  record Cycle(List<String> ids, boolean throughDependency, boolean refused) {
    public Cycle {
      ids = List.copyOf(ids);
    }
  }
}
