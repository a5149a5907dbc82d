package dev.retort.change;

import java.util.List;
import java.util.Objects;

/// A revision that another open pull request onto the same branch would bring.
///
/// @param pullRequest its number
/// @param scriptLocation of the environment that the revision belongs to
/// @param revision its id
/// @param path its file, relative to the repository's root
/// @param downRevisions its parents
/// @param blob git's id of the file; empty where nobody wrote it down
public record Neighbour(
    int pullRequest,
    String scriptLocation,
    String revision,
    String path,
    List<String> downRevisions,
    String blob) {
  public Neighbour {
    downRevisions = List.copyOf(downRevisions);
    // What an older version stored has none.
    blob = Objects.requireNonNullElse(blob, "");
  }
}
