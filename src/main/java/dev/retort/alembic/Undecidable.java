package dev.retort.alembic;

import dev.retort.python.Doubt;

/// A name whose value cannot be known without running the file.
///
/// @param name `revision`, `down_revision`, `branch_labels` or `depends_on`; `*` for the whole file
/// @param cause what stands in the way
public record Undecidable(String path, int line, String name, Cause cause) {
  /// One that stands in the file itself.
  public Undecidable(String path, int line, String name, Doubt doubt) {
    this(path, line, name, new Cause.Computed(doubt));
  }

  /// Whether the file was left unread because there is too much to read.
  public boolean isBeyondTheLimit() {
    return cause instanceof Cause.BeyondTheLimit;
  }

  /// Whether it is left to a tool that orders revisions by git's history, which is not at hand.
  public boolean isOrderedByGit() {
    return cause instanceof Cause.OrderedByGit;
  }

  /// What stands in the way of knowing.
  public sealed interface Cause {
    /// Something in the file itself.
    record Computed(Doubt doubt) implements Cause {}

    /// A name that was followed to other files, where it cannot be known either.
    ///
    /// @param doubt what stands in the way in the file itself
    record Untraced(Doubt doubt, DeadEnd end) implements Cause {}

    /// An import of a module of which nobody knows whether it is there.
    record Unprovided(String module) implements Cause {}

    /// A parent that [GitChain] would know if git's history were at hand.
    record OrderedByGit() implements Cause {}

    /// A file that was left unread because there is too much to read.
    record BeyondTheLimit() implements Cause {}

    /// A file whose text is not read.
    record NotRead(Obstacle obstacle) implements Cause {}
  }

  /// Why a file's text is not read.
  public enum Obstacle {
    LFS_POINTER,
    LINK_OUTSIDE,
    SUBMODULE,
    COMPILED
  }
}
