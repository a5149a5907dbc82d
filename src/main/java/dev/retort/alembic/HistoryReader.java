package dev.retort.alembic;

import java.util.List;

/// Reads the history of an environment out of a tree: lists its version locations in Alembic's load
/// order, reads what the cache does not hold in one request, and builds the graph.
public final class HistoryReader {
  private final RevisionCache cache;

  public HistoryReader(RevisionCache cache) {
    this.cache = cache;
  }

  public History read(SourceTree tree, Environment environment) {
    throw new UnsupportedOperationException("being built " + cache);
  }

  /// Whether a path can matter to this environment: its configuration, or a file that stands in (or
  /// could be loaded from) one of its version locations.
  public static boolean concerns(Environment environment, String path) {
    throw new UnsupportedOperationException("being built");
  }

  /// The files that Alembic would load, in its order.
  public static List<String> loadOrder(SourceTree tree, Environment environment) {
    throw new UnsupportedOperationException("being built");
  }
}
