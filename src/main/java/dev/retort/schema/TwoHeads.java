package dev.retort.schema;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.SourceTree;
import java.util.HashSet;
import java.util.Set;

/// Whether two sides of one history commute: what each does above their common ancestors.
public final class TwoHeads {
  private TwoHeads() {}

  /// @param one the ends of the one side, all in the history
  /// @param other those of the other
  public static Commutation of(
      History history, SourceTree tree, Dialect dialect, Set<String> one, Set<String> other) {
    return of(history, tree, dialect, ReadingCache.NONE, one, other);
  }

  public static Commutation of(
      History history,
      SourceTree tree,
      Dialect dialect,
      ReadingCache cache,
      Set<String> one,
      Set<String> other) {
    RunOrder runOrder = RunOrder.of(history);
    Set<String> below = ids(runOrder, one);
    Set<String> beside = ids(runOrder, other);
    Set<String> own = new HashSet<>(below);
    own.removeAll(beside);
    Set<String> others = new HashSet<>(beside);
    others.removeAll(below);
    return TwoSides.compare(
        Footprint.of(Replay.upTo(history, tree, dialect, cache, one), own),
        Footprint.of(Replay.upTo(history, tree, dialect, cache, other), others));
  }

  private static Set<String> ids(RunOrder runOrder, Set<String> ends) {
    Set<String> ids = new HashSet<>();
    runOrder.leadingTo(ends).stream().map(Revision::id).forEach(ids::add);
    return ids;
  }
}
