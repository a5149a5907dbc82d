package dev.retort.audit;

import java.util.List;
import java.util.Optional;

/// A revision that several others continue, and what became of each offshoot.
///
/// @param id the revision's
/// @param path of its file
public record BranchPoint(String id, String path, List<Offshoot> offshoots) {
  public BranchPoint {
    offshoots = List.copyOf(offshoots);
  }

  /// Whether two offshoots or more were never joined with another one, although they are not
  /// labelled as apart on purpose.
  public boolean open() {
    List<Offshoot> apart =
        offshoots.stream().filter(offshoot -> offshoot.mergedIn().isEmpty()).toList();
    return apart.stream().map(Offshoot::labels).distinct().count() < apart.size();
  }

  /// One line that leaves a branch point.
  ///
  /// @param first its lowest revision
  /// @param path of that one's file
  /// @param mergedIn the first revision that joins it with another one of the same point
  /// @param heads where it ends: the heads that it leads to, the lowest first, at most
  ///   [#MOST_HEADS]; empty where it leads into a circle and no further
  /// @param moreHeads how many others there are
  /// @param labels branch labels of it; a labelled one is mostly apart on purpose
  public record Offshoot(
      String first,
      String path,
      Optional<String> mergedIn,
      List<String> heads,
      int moreHeads,
      List<String> labels) {
    /// In a history of many heads each offshoot leads to most of them, and nobody reads them again
    /// and again.
    public static final int MOST_HEADS = 20;

    public Offshoot {
      heads = List.copyOf(heads);
      labels = List.copyOf(labels);
    }
  }
}
