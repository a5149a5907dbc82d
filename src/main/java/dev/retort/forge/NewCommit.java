package dev.retort.forge;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A commit to make through the git data API. Author, committer and signature are left to GitHub,
/// which then signs it in the App's name.
///
/// @param parent full id of the first parent, whose files stay where `files` says nothing else
/// @param others full ids of further parents: branches that this commit continues as well
/// @param files what to write over the parent's tree, by path; an empty value takes the file away
public record NewCommit(
    String parent, List<String> others, String message, SortedMap<String, Optional<byte[]>> files) {
  public NewCommit {
    others = List.copyOf(others);
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }

  /// With a single parent.
  public NewCommit(String parent, String message, SortedMap<String, Optional<byte[]>> files) {
    this(parent, List.of(), message, files);
  }
}
