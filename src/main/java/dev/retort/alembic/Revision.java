package dev.retort.alembic;

import dev.retort.python.FunctionText;
import java.util.List;
import java.util.Optional;

/// One migration as its file declares it.
///
/// @param id `revision`
/// @param source where it stands
/// @param downRevisions parents as Alembic normalises them, without duplicates, as written
/// @param mergePoint whether `down_revision` has several entries, duplicates counted
/// @param dependsOn ids or labels as written, without duplicates
/// @param branchLabels the declared ones
/// @param written where its values stand
/// @param docstring the module's docstring
/// @param bodies what `upgrade` and `downgrade` look like
public record Revision(
    String id,
    Source source,
    List<String> downRevisions,
    boolean mergePoint,
    List<String> dependsOn,
    List<BranchLabel> branchLabels,
    Values written,
    Docstring docstring,
    Bodies bodies) {
  public Revision {
    downRevisions = List.copyOf(downRevisions);
    dependsOn = List.copyOf(dependsOn);
    branchLabels = List.copyOf(branchLabels);
  }

  /// Where a revision stands.
  ///
  /// @param path of its file, relative to the repository's root
  /// @param blob git's id of the file's content
  /// @param line of the assignment of `revision` (1 where the file name stands in for it)
  public record Source(String path, String blob, int line) {}

  /// Where its values stand in the file.
  ///
  /// @param id of `revision`
  /// @param down of `down_revision`
  /// @param depends of `depends_on`
  public record Values(Optional<Written> id, Optional<Written> down, Optional<Written> depends) {
    public static final Values NONE =
        new Values(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public String path() {
    return source.path();
  }

  public String blob() {
    return source.blob();
  }

  public int line() {
    return source.line();
  }

  public Optional<Written> idWritten() {
    return written.id();
  }

  public Optional<Written> downWritten() {
    return written.down();
  }

  public Optional<Written> dependsWritten() {
    return written.depends();
  }

  /// The same with another id.
  public Revision called(String other) {
    return new Revision(
        other,
        source,
        downRevisions,
        mergePoint,
        dependsOn,
        branchLabels,
        written,
        docstring,
        bodies);
  }

  /// The same in a file of another name.
  public Revision at(String path) {
    return new Revision(
        id,
        new Source(path, source.blob(), source.line()),
        downRevisions,
        mergePoint,
        dependsOn,
        branchLabels,
        written,
        docstring,
        bodies);
  }

  /// The same with other parents.
  public Revision revising(List<String> parents) {
    return new Revision(
        id,
        source,
        parents,
        parents.size() > 1,
        dependsOn,
        branchLabels,
        written,
        docstring,
        bodies);
  }

  /// The same with other dependencies.
  public Revision dependingOn(List<String> others) {
    return new Revision(
        id, source, downRevisions, mergePoint, others, branchLabels, written, docstring, bodies);
  }

  /// The declared labels as they are shown.
  public List<String> labelNames() {
    return branchLabels.isEmpty()
        ? List.of()
        : branchLabels.stream().map(BranchLabel::name).toList();
  }

  /// The line that a finding about the parents points at.
  public int downLine() {
    return downWritten().map(Written::line).orElse(line());
  }

  /// The functions that do the work; empty where there is no such function.
  public record Bodies(Optional<FunctionText> upgrade, Optional<FunctionText> downgrade) {
    public static final Bodies NONE = new Bodies(Optional.empty(), Optional.empty());

    /// Whether the revision certainly does nothing: `upgrade` is there and holds nothing but `pass`
    /// or its like, and so does `downgrade` where it is there. One that is imported may do
    /// anything.
    public boolean idle() {
      return upgrade.filter(FunctionText.IDLE::equals).isPresent()
          && downgrade.filter(each -> !each.equals(FunctionText.IDLE)).isEmpty();
    }

    /// Makes them as small as they get, for whoever keeps them long.
    public void compact() {
      upgrade.ifPresent(FunctionText::compact);
      downgrade.ifPresent(FunctionText::compact);
    }
  }
}
