package dev.retort.git;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The branch that changes of a clone usually land on: what `origin` calls its default branch, what
/// the remote of the branch that is checked out does, or the first of `main` and `master` that is
/// there.
final class UsualBase {
  /// What git is asked for.
  static final String[] REFS = {
    "for-each-ref",
    "--format=%(refname)\t%(symref)\t%(HEAD)\t%(upstream)",
    "refs/remotes/*/HEAD",
    "refs/remotes/*/main",
    "refs/remotes/*/master",
    "refs/heads/"
  };

  private UsualBase() {}

  /// @param told git's answer, a line each
  /// @return as people would type it
  static Optional<String> of(List<String> told) {
    Map<String, String> means = new HashMap<>();
    List<String> remotes = new ArrayList<>(List.of("origin"));
    for (String line : told) {
      String[] ref = line.split("\t", -1);
      means.put(ref[0], ref[1].isEmpty() ? ref[0] : ref[1]);
      String[] upstream = ref[3].split("/", 4);
      if (ref[2].equals("*") && upstream.length == 4 && upstream[1].equals("remotes")) {
        remotes.add(upstream[2]);
      }
    }
    List<String> candidates = new ArrayList<>();
    for (String remote : remotes) {
      for (String name : List.of("HEAD", "main", "master")) {
        candidates.add("refs/remotes/" + remote + "/" + name);
      }
    }
    candidates.addAll(List.of("refs/heads/main", "refs/heads/master"));
    return candidates.stream()
        .filter(means::containsKey)
        .map(ref -> means.getOrDefault(ref, ref))
        .map(ref -> ref.replaceFirst("^refs/(heads|remotes)/", ""))
        .findFirst();
  }
}
