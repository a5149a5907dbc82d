package dev.retort.forge;

import java.util.List;

/// What a commit did to the files of its first parent.
///
/// @param complete false where there may be more files than were listed
public record CommitDiff(List<File> files, boolean complete) {
  public CommitDiff {
    files = List.copyOf(files);
  }

  /// What became of a file.
  public enum Status {
    ADDED,
    REMOVED,
    MODIFIED,
    RENAMED
  }

  /// @param previousPath the same as `path` unless it was renamed
  /// @param blob the content after the commit; where the file was removed, the one before
  /// @param patch its hunks; empty where GitHub shows none, because nothing in it changed, it is
  ///   binary, or too much did
  public record File(String path, String previousPath, Status status, String blob, String patch) {}
}
