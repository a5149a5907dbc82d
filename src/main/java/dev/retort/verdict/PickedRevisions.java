package dev.retort.verdict;

import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFileReader;
import dev.retort.alembic.SourceTree.Entry;
import dev.retort.change.Snapshot;
import dev.retort.rule.Prose;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a change onto another line of releases was picked from: the revisions that the usual branch
/// has as well, by the same id, with other parents or another body.
///
/// @param here as the change brings it
/// @param there as the usual branch has it
public record PickedRevisions(Revision here, Revision there) {
  private static final int MOST = 50;

  /// What a change brings into histories that are there already; a usual branch is worth asking
  /// only where there is such a revision.
  public static List<Revision> brought(Verdict verdict) {
    return verdict.environments().stream()
        .filter(judged -> !judged.change().before().revisions().isEmpty())
        .flatMap(judged -> judged.change().added().stream())
        .limit(MOST)
        .toList();
  }

  /// @param brought by the change
  /// @param usual the tree of the usual branch; of its files only those are read that differ
  public static List<PickedRevisions> of(List<Revision> brought, Snapshot usual) {
    List<String> differing =
        brought.stream()
            .filter(each -> {
              Entry entry = usual.entries().get(each.path());
              return entry != null && !entry.blob().equals(each.source().blob());
            })
            .map(Revision::path)
            .toList();
    Map<String, byte[]> contents = differing.isEmpty() ? Map.of() : usual.read(differing);
    Map<String, Revision> theirs =
        contents.entrySet().stream()
            .flatMap(file ->
                RevisionFileReader.read(file.getKey(), "", file.getValue()).revision().stream())
            .collect(Collectors.toMap(Revision::path, Function.identity()));
    return brought.stream()
        .flatMap(each ->
            Optional.ofNullable(theirs.get(each.path()))
                .filter(other -> other.id().equals(each.id()))
                .map(other -> new PickedRevisions(each, other))
                .filter(PickedRevisions::isAdapted)
                .stream())
        .toList();
  }

  private boolean isAdapted() {
    return isMoved() || !here.bodies().equals(there.bodies());
  }

  private boolean isMoved() {
    return !here.downRevisions().equals(there.downRevisions());
  }

  /// A whole sentence.
  ///
  /// @param branch the usual one
  public Prose told(Prose branch) {
    Prose as = Prose.EMPTY.id(here.id()).text(" is on ").then(branch).text(" as well");
    Prose how =
        !isMoved()
            ? as.text(", where its upgrade() or downgrade() is another")
            : there.downRevisions().isEmpty()
                ? as.text(", where it revises nothing")
                : as.text(", where it revises ").ids(there.downRevisions());
    return how.text(": it was picked, and adapted to this line.");
  }
}
