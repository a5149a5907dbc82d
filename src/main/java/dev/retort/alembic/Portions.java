package dev.retort.alembic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Files in portions of so many bytes, so that no more than one portion of contents need be held at
/// once. A file that is larger than a portion is one alone.
public final class Portions {
  /// What a file counts whose size nobody knows.
  private static final long UNKNOWN = 1 << 16;

  private Portions() {}

  /// @param paths each once, kept in this order
  /// @param bytes in one portion, about
  public static List<List<String>> of(SourceTree tree, Collection<String> paths, long bytes) {
    Map<String, Long> sizes = tree.sizes(paths);
    List<List<String>> portions = new ArrayList<>();
    List<String> portion = new ArrayList<>();
    long sum = 0;
    for (String path : paths) {
      long size = sizes.getOrDefault(path, UNKNOWN);
      if (!portion.isEmpty() && sum + size > bytes) {
        portions.add(portion);
        portion = new ArrayList<>();
        sum = 0;
      }
      portion.add(path);
      sum += size;
    }
    if (!portion.isEmpty()) {
      portions.add(portion);
    }
    return portions;
  }
}
