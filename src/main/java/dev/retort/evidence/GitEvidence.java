package dev.retort.evidence;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What git's history tells of revision files: which commit brought, changed or took them, and what
/// they held. A value that somebody who can ask git hands in; without one, everything is judged by
/// the tree alone.
///
/// @param depth how much of the history was there to be asked
/// @param traces the youngest commit first
/// @param lost contents that no file of the tree has any more, by blob id
public record GitEvidence(Depth depth, List<Trace> traces, Map<String, byte[]> lost) {
  /// Nobody could ask.
  public static final GitEvidence NONE = new GitEvidence(Depth.NONE, List.of(), Map.of());

  /// Nobody had to ask.
  public static final GitEvidence UNASKED = new GitEvidence(Depth.UNASKED, List.of(), Map.of());

  public GitEvidence {
    traces = List.copyOf(traces);
    lost = Map.copyOf(lost);
  }

  /// How much of git's history was there.
  public enum Depth {
    /// No git repository, or git could not be asked.
    NONE,
    /// Git was not asked, since nothing called for it.
    UNASKED,
    /// A shallow clone: the older commits are not here.
    SHALLOW,
    /// There was more than could be read in time.
    PARTIAL,
    FULL;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// What a commit did to a file.
  public enum Deed {
    ADDED,
    EDITED,
    DELETED,
    /// The merge commit itself left it as none of its parents had it.
    MERGED,
    /// The commit, the one that is checked out, has it; the working tree has it otherwise or not at
    /// all.
    UNCOMMITTED
  }

  /// One file in one commit.
  ///
  /// @param path relative to the repository's root
  /// @param commit its full id
  /// @param date when the change was made, as ISO 8601 with an offset
  /// @param before the blob before, where the file was there
  /// @param after the blob after, where it still is
  /// @param elsewhere whether the commit is on another branch and not in the history looked at
  public record Trace(
      String path,
      Deed deed,
      String commit,
      String date,
      Optional<String> before,
      Optional<String> after,
      boolean elsewhere) {
    /// The id as people abbreviate it.
    public String shortCommit() {
      return commit.substring(0, Math.min(10, commit.length()));
    }

    /// The day of it.
    public String day() {
      return date.substring(0, Math.min(10, date.length()));
    }
  }
}
