package dev.retort.alembic;

/// A branch label as a revision declares it. Alembic takes whatever stands in `branch_labels`, also
/// numbers (and of bytes, each number), which no command can name afterwards.
///
/// @param name the text; of anything else, its JSON form
/// @param isText whether it is text, so that it can be named
public record BranchLabel(String name, boolean isText) {
  public static BranchLabel of(String text) {
    return new BranchLabel(text, true);
  }
}
