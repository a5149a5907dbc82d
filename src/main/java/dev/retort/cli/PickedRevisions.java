package dev.retort.cli;

import dev.retort.alembic.Quoted;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFileReader;
import dev.retort.change.Snapshot;
import dev.retort.git.GitRepository;
import dev.retort.verdict.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a change onto another line of releases was picked from: the revisions that the usual branch
/// has as well, by the same id, with other parents or another body.
final class PickedRevisions {
  private static final int MOST = 50;

  private PickedRevisions() {}

  /// A sentence for each revision, where neither what the change lands on is the usual branch nor
  /// the change is part of that already.
  ///
  /// @param onto what the change lands on
  /// @param tip the change's own commit, or the one below what is not committed
  static List<String> told(GitRepository git, String onto, String tip, Verdict verdict) {
    List<Revision> added =
        verdict.environments().stream()
            .filter(judged -> !judged.change().before().revisions().isEmpty())
            .flatMap(judged -> judged.change().added().stream())
            .limit(MOST)
            .toList();
    if (added.isEmpty() || !git.knows(tip)) {
      return List.of();
    }
    Optional<String> usual =
        git.usualBase()
            // Mostly so, and then git need not be asked for more.
            .filter(name -> !name.equals(onto))
            .filter(git::knows)
            .filter(name -> !git.contains(name, tip))
            .filter(name -> !(git.contains(name, onto) && git.contains(onto, name)));
    if (usual.isEmpty()) {
      return List.of();
    }
    Snapshot tree = git.snapshot(usual.get());
    Map<String, byte[]> there =
        tree.read(
            added.stream()
                .map(Revision::path)
                .filter(path -> tree.entries().containsKey(path))
                .toList());
    Map<String, Revision> theirs =
        there.entrySet().stream()
            .flatMap(file ->
                RevisionFileReader.read(file.getKey(), "", file.getValue()).revision().stream())
            .collect(Collectors.toMap(Revision::path, Function.identity()));
    return added.stream()
        .flatMap(each ->
            Optional.ofNullable(theirs.get(each.path()))
                .filter(other -> other.id().equals(each.id()))
                .flatMap(other -> told(each, other, usual.get()))
                .stream())
        .toList();
  }

  private static Optional<String> told(Revision here, Revision there, String branch) {
    boolean moved = !here.downRevisions().equals(there.downRevisions());
    boolean edited = !here.bodies().equals(there.bodies());
    if (!moved && !edited) {
      return Optional.empty();
    }
    String parents =
        there.downRevisions().isEmpty() ? "nothing" : Quoted.list(there.downRevisions());
    return Optional.of(
        "%s is on %s as well%s: it was picked, and adapted to this line."
            .formatted(
                Quoted.code(here.id()),
                branch,
                moved
                    ? ", where it revises " + parents
                    : ", where its upgrade() or downgrade() is another"));
  }
}
