package dev.retort.report;

import java.util.List;
import java.util.Map;

/// The lines of a pull request's diff that can carry a review comment: for each path, the runs of
/// lines of the head's file that lie in one hunk.
public record DiffLines(Map<String, List<Run>> runs) {
  public DiffLines {
    runs = Map.copyOf(runs);
  }

  /// @param first counted from 1
  /// @param last inclusive
  public record Run(int first, int last) {}

  /// Whether GitHub takes a comment on these lines: all of them in the same hunk.
  public boolean holds(String path, int first, int last) {
    return runs.getOrDefault(path, List.of()).stream()
        .anyMatch(run -> run.first() <= first && last <= run.last());
  }
}
