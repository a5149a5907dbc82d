package dev.retort.alembic;

import java.util.List;

/// The health of a graph in four lists, each sorted: what a proof promises and what people compare.
///
/// @param heads ids of the heads
/// @param missing each reference by `down_revision` to a revision that does not exist
/// @param duplicates ids that more than one file declares
/// @param cycles the ids of each cycle of `down_revision` edges, sorted
public record Condition(
    List<String> heads, List<Missing> missing, List<String> duplicates, List<List<String>> cycles) {
  public Condition {
    heads = List.copyOf(heads);
    missing = List.copyOf(missing);
    duplicates = List.copyOf(duplicates);
    cycles = cycles.stream().map(List::copyOf).toList();
  }

  /// A reference into the void.
  public record Missing(String child, String parent) {}

  /// Nothing missing, nothing twice, no cycle, and at most one head.
  public boolean whole() {
    return heads.size() <= 1 && missing.isEmpty() && duplicates.isEmpty() && cycles.isEmpty();
  }
}
