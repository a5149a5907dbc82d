package dev.retort.forge;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A commit to make through the git data API. Author, committer and signature are left to GitHub,
/// which then signs it in the App's name.
///
/// @param parent full id of the only parent
/// @param files what to write over the parent's tree, by path; an empty value takes the file away
public record NewCommit(String parent, String message, SortedMap<String, Optional<byte[]>> files) {
  public NewCommit {
    files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
  }
}
