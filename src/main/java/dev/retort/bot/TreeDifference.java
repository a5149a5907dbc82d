package dev.retort.bot;

import dev.retort.alembic.SourceTree.Entry;
import dev.retort.change.Snapshot;
import java.util.ArrayList;
import java.util.List;

/// Which files differ between two trees, however many: unlike a comparison of GitHub's it costs no
/// request where both are known, and has no limit.
final class TreeDifference {
  private TreeDifference() {}

  static List<String> between(Snapshot before, Snapshot after) {
    List<String> paths = new ArrayList<>();
    before
        .entries()
        .forEach((path, entry) -> {
          Entry now = after.entries().get(path);
          if (now == null || now.kind() != entry.kind() || !now.blob().equals(entry.blob())) {
            paths.add(path);
          }
        });
    after.entries().keySet().stream()
        .filter(path -> !before.entries().containsKey(path))
        .forEach(paths::add);
    return paths;
  }
}
