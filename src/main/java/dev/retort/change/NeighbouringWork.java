package dev.retort.change;

import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RevisionFile;
import dev.retort.alembic.SourceTree;
import dev.retort.schema.Commutation;
import dev.retort.schema.ReadingCache;
import dev.retort.schema.TwoHeads;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What another open pull request would do to the schema, beside what a change does: both on top of
/// the history as the change would leave it.
final class NeighbouringWork {
  private NeighbouringWork() {}

  /// @param neighbours of one pull request
  /// @return empty where a content is not at hand, or both write the same file
  static Optional<Commutation> between(
      HistoryChange change, List<Neighbour> neighbours, ReadingCache readings) {
    Snapshot landing = change.change().landing().tree();
    TreeMap<String, SourceTree.Entry> theirs = new TreeMap<>();
    for (Neighbour each : neighbours) {
      if (each.blob().isEmpty() || landing.entries().containsKey(each.path())) {
        return Optional.empty();
      }
      theirs.put(each.path(), new SourceTree.Entry(each.blob(), SourceTree.Kind.FILE, -1));
    }
    Snapshot alone = new Snapshot("beside", theirs, landing.blobs());
    if (alone.read(theirs.keySet()).size() < theirs.size()) {
      return Optional.empty();
    }
    List<RevisionFile> files = new ArrayList<>(change.after().files());
    files.addAll(
        new HistoryReader(RevisionCache.NONE).read(alone, change.after().environment()).files());
    History both = History.of(change.after().environment(), files);
    Set<String> others = new HashSet<>();
    neighbours.forEach(each -> others.add(each.revision()));
    if (others.stream().anyMatch(id -> both.declaring(id).size() != 1)) {
      return Optional.empty();
    }
    theirs.putAll(landing.entries());
    return Optional.of(
        TwoHeads.of(
            both,
            new Snapshot("both", theirs, landing.blobs()),
            change.databases().first(),
            readings,
            change.addedIds(),
            others));
  }
}
