package dev.retort.git;

/// A commit that brought a file.
///
/// @param day `YYYY-MM-DD`
record Brought(String commit, String day, String subject) {
  String shortId() {
    return commit.substring(0, Math.min(10, commit.length()));
  }
}
