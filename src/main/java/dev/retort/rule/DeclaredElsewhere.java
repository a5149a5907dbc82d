package dev.retort.rule;

import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.RevisionFileReader;
import dev.retort.change.HistoryChange;
import dev.retort.change.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A revision that is missed and that a file of the same tree declares, where its environment does
/// not look.
public final class DeclaredElsewhere {
  private static final int MOST_READ = 300;
  private static final int SHORTEST = 4;

  private DeclaredElsewhere() {}

  /// The path of the file, first of those that are named after the id; a few hundred files are read
  /// at most.
  public static Optional<String> of(String id, HistoryChange change) {
    Snapshot tree = change.change().landing().tree();
    List<String> paths =
        tree.entries().keySet().stream()
            .filter(path -> path.endsWith(".py") && isLikely(path, id))
            .filter(path -> !HistoryReader.concerns(change.environment(), path))
            .sorted((one, other) -> Boolean.compare(isNamed(other, id), isNamed(one, id)))
            .limit(MOST_READ)
            .toList();
    Map<String, byte[]> texts = paths.isEmpty() ? Map.of() : tree.read(paths);
    return paths.stream()
        .filter(path ->
            Optional.ofNullable(texts.get(path))
                .flatMap(text -> RevisionFileReader.read(path, "", text).id())
                .filter(id::equals)
                .isPresent())
        .findFirst();
  }

  private static boolean isNamed(String path, String id) {
    return id.length() >= SHORTEST && path.substring(path.lastIndexOf('/') + 1).contains(id);
  }

  private static boolean isLikely(String path, String id) {
    String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    return isNamed(path, id)
        || folder.contains("version")
        || folder.contains("migration")
        || folder.contains("alembic");
  }
}
