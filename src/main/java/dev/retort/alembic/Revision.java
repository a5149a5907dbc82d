package dev.retort.alembic;

import dev.retort.python.PythonModule;
import java.util.List;
import java.util.Optional;

/// One migration as its file declares it.
///
/// @param id `revision`
/// @param path of its file, relative to the repository's root
/// @param blob git's id of the file's content
/// @param line of the assignment of `revision` (1 where the file name stands in for it)
/// @param downRevisions parents as Alembic normalises them, without duplicates, as written
/// @param mergePoint whether `down_revision` has several entries, duplicates counted
/// @param dependsOn ids or labels as written, without duplicates
/// @param branchLabels the declared ones
/// @param idWritten where `revision`'s value stands
/// @param downWritten where `down_revision`'s value stands
/// @param dependsWritten where `depends_on`'s value stands
/// @param docstring the module's docstring
/// @param bodies what `upgrade` and `downgrade` look like
public record Revision(
    String id,
    String path,
    String blob,
    int line,
    List<String> downRevisions,
    boolean mergePoint,
    List<String> dependsOn,
    List<BranchLabel> branchLabels,
    Optional<Written> idWritten,
    Optional<Written> downWritten,
    Optional<Written> dependsWritten,
    Docstring docstring,
    Bodies bodies) {
  public Revision {
    downRevisions = List.copyOf(downRevisions);
    dependsOn = List.copyOf(dependsOn);
    branchLabels = List.copyOf(branchLabels);
  }

  /// The declared labels as they are shown.
  public List<String> labelNames() {
    return branchLabels.stream().map(BranchLabel::name).toList();
  }

  /// The line that a finding about the parents points at.
  public int downLine() {
    return downWritten.map(Written::line).orElse(line);
  }

  /// The functions that do the work. A fingerprint is equal for two files exactly when the
  /// function's text is, comments and blank lines aside; empty where there is no such function.
  public record Bodies(Optional<String> upgrade, Optional<String> downgrade) {
    public static final Bodies NONE = new Bodies(Optional.empty(), Optional.empty());

    /// Whether the revision certainly does nothing: `upgrade` is there and holds nothing but `pass`
    /// or its like, and so does `downgrade` where it is there. One that is imported may do
    /// anything.
    public boolean idle() {
      return upgrade.filter(PythonModule.IDLE::equals).isPresent()
          && downgrade.filter(each -> !each.equals(PythonModule.IDLE)).isEmpty();
    }
  }
}
