package dev.retort.forge;

import dev.retort.report.DiffLines;
import java.util.List;

/// What GitHub says of base...head.
///
/// @param baseTip the base branch's tip at this moment
/// @param mergeBase where the two parted
/// @param files changed by the head since then, at most 300
/// @param complete false where there may be more files than were listed
/// @param lines where review comments can go
public record Comparison(
    String baseTip, String mergeBase, List<ChangedFile> files, boolean complete, DiffLines lines) {
  public Comparison {
    files = List.copyOf(files);
  }

  /// @param previousPath the same as `path` unless it was renamed
  public record ChangedFile(String path, String previousPath) {}
}
