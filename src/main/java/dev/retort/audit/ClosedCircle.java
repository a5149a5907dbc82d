package dev.retort.audit;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.audit.Cause.Evidence;
import dev.retort.audit.Cause.Kind;
import dev.retort.evidence.PastRevisions.Earlier;
import dev.retort.rule.LostRevisionWords;
import dev.retort.rule.Prose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Somebody gave a revision a parent that comes after it, mostly while re-pointing by hand.
final class ClosedCircle implements CauseFinder {
  /// Revisions of one circle whose former parents are looked up.
  private static final int MOST = 200;

  private static final int MOST_EDITS = 4;

  @Override
  public List<Cause> read(CauseClues clues) {
    List<Evidence> evidence = new ArrayList<>();
    Structure structure = clues.structure();
    Stream.concat(
            structure.cycles().stream().map(History.Cycle::ids),
            structure.selfLoops().stream().map(loop -> List.of(loop.from())))
        .forEach(ids -> evidence.addAll(evidence(ids, clues)));
    return evidence.isEmpty() ? List.of() : List.of(new Cause(Kind.EDITED_PARENTS, evidence));
  }

  private static List<Evidence> evidence(List<String> ids, CauseClues clues) {
    List<Evidence> edits =
        ids.stream()
            .limit(MOST)
            .flatMap(id -> clues.history().revision(id).stream())
            .flatMap(revision -> edit(revision, clues).stream())
            .limit(MOST_EDITS)
            .toList();
    if (!edits.isEmpty()) {
      return edits;
    }
    return List.of(
        Evidence.of(
            Prose.EMPTY
                .few(ids)
                .text(ids.size() == 1 ? " names itself" : " come before each other")
                .text("; git's history does not tell who closed the circle.")));
  }

  private static Optional<Evidence> edit(Revision revision, CauseClues clues) {
    Optional<Earlier> earlier = clues.past().parentsOf(revision);
    return earlier.map(was ->
        Evidence.of(
            Prose.of("Since ")
                .then(LostRevisionWords.commit(was.by()))
                .text(" ")
                .id(revision.id())
                .text(" revises ")
                .then(parents(revision.downRevisions()))
                .text("; it revised ")
                .then(parents(was.parents()))
                .text(" before."),
            was.by()));
  }

  private static Prose parents(List<String> ids) {
    return ids.isEmpty() ? Prose.of("nothing") : Prose.EMPTY.few(ids);
  }
}
