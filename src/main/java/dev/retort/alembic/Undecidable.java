package dev.retort.alembic;

/// A name whose value cannot be known without running the file.
///
/// @param name `revision`, `down_revision`, `branch_labels` or `depends_on`; `*` for the whole file
/// @param reason one clause that says what stands in the way
public record Undecidable(String path, int line, String name, String reason) {
  /// Whether it is left to a tool that orders revisions by git's history, which is not at hand.
  public boolean isOrderedByGit() {
    return reason.equals(GitChain.REASON);
  }
}
