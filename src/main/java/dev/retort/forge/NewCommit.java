package dev.retort.forge;

import java.util.List;

/// A commit to make through the git data API. Author, committer and signature are left to GitHub,
/// which then signs it in the App's name.
///
/// @param parent full id of the only parent
/// @param files contents to write over the parent's tree
public record NewCommit(String parent, String message, List<File> files) {
  public NewCommit {
    files = List.copyOf(files);
  }

  public record File(String path, byte[] content) {}
}
