package dev.retort.alembic;

import java.util.List;
import java.util.Optional;

/// A file that declares a revision, in a place where no environment looks.
///
/// @param id what it declares
/// @param downRevisions its parents, where they are known
/// @param line of the id, counted from 1
public record UnreadRevision(
    String path, String blob, Optional<String> id, List<String> downRevisions, int line) {
  public UnreadRevision {
    downRevisions = List.copyOf(downRevisions);
  }

  /// The folder that it lies in; `.` for the root.
  public String folder() {
    return Folders.parent(path);
  }
}
