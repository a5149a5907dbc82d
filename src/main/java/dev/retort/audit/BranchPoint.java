package dev.retort.audit;

import java.util.List;
import java.util.Optional;

/// A revision that several others continue, and what became of each branch.
///
/// @param id the revision's
/// @param path of its file
public record BranchPoint(String id, String path, List<Branch> branches) {
  public BranchPoint {
    branches = List.copyOf(branches);
  }

  /// Whether two branches or more were never joined with another one, although they are not
  /// labelled as apart on purpose.
  public boolean open() {
    List<Branch> apart = branches.stream().filter(branch -> branch.mergedIn().isEmpty()).toList();
    return apart.stream().map(Branch::labels).distinct().count() < apart.size();
  }

  /// One line that leaves a branch point.
  ///
  /// @param first its lowest revision
  /// @param path of that one's file
  /// @param mergedIn the first revision that joins it with another branch of the same point
  /// @param heads where it ends: the heads that it leads to, the lowest first, at most
  ///   [#MOST_HEADS]; empty where it leads into a circle and no further
  /// @param moreHeads how many others there are
  /// @param labels branch labels of it; a labelled branch is mostly apart on purpose
  public record Branch(
      String first,
      String path,
      Optional<String> mergedIn,
      List<String> heads,
      int moreHeads,
      List<String> labels) {
    /// In a history of many heads each branch leads to most of them, and nobody reads them again
    /// and again.
    public static final int MOST_HEADS = 20;

    public Branch {
      heads = List.copyOf(heads);
      labels = List.copyOf(labels);
    }
  }
}
