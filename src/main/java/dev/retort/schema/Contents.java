package dev.retort.schema;

import dev.retort.alembic.Portions;
import dev.retort.alembic.SourceTree;
import dev.retort.schema.body.MigrationReader;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/// The texts of migrations in the order of a replay, a portion at a time: those behind are dropped,
/// those ahead are not read yet.
final class Contents {
  /// What is parsed takes many times the size of its text.
  private static final long PORTION = 1 << 20;

  private final SourceTree tree;
  private final MigrationReader reader;
  private final Queue<List<String>> ahead;
  private final Map<String, byte[]> present = new HashMap<>();

  /// @param paths in the order in which they are asked for
  Contents(SourceTree tree, MigrationReader reader, Collection<String> paths) {
    this.tree = tree;
    this.reader = reader;
    this.ahead = new ArrayDeque<>(Portions.of(tree, paths, PORTION));
  }

  /// Empty where the tree does not hold it.
  byte[] of(String path) {
    while (!present.containsKey(path) && !ahead.isEmpty()) {
      List<String> portion = ahead.remove();
      Map<String, byte[]> read = tree.read(portion);
      for (String each : portion) {
        present.put(each, read.getOrDefault(each, new byte[0]));
      }
      reader.prepare(read);
    }
    return present.getOrDefault(path, new byte[0]);
  }

  /// Nobody asks for it again.
  void drop(String path) {
    present.remove(path);
    reader.forget(path);
  }
}
