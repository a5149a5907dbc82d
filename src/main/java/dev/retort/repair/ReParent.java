package dev.retort.repair;

import dev.retort.alembic.Condition.Missing;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.GitEvidence.Deed;
import dev.retort.evidence.PastRevisions;
import dev.retort.evidence.PastRevisions.Fate;
import dev.retort.evidence.PastRevisions.Lost;
import dev.retort.rule.DocstringWitness;
import dev.retort.rule.LostRevisionWords;
import dev.retort.rule.NamedFile;
import dev.retort.rule.NearId;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/// Another name for a `down_revision`, and a `depends_on`, that names nothing: the parents of a
/// revision that the base has removed since, the revision that took the missed one's place in git's
/// history, the one whose file has that name or whose docstring still has that id, the only
/// revision with nearly that id, the parents that the missed one had when its file was deleted, or
/// those that the docstring beside it names.
public final class ReParent implements Step {
  /// Searching a large history for what somebody mistyped takes a while, and a plan of so many
  /// steps is read by nobody.
  private static final int MOST = 200;

  private final PastRevisions past;

  private final Predicate<String> wanted;

  public ReParent(PastRevisions past) {
    this(past, any -> true);
  }

  /// @param wanted the missed ids to be looked for
  public ReParent(PastRevisions past, Predicate<String> wanted) {
    this.past = past;
    this.wanted = wanted;
  }

  /// @param clause what speaks for it, where that is more than the graph
  private record Meant(List<String> parents, Optional<Prose> clause) {}

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    Draft start = new NumberedParent().take(draft, policy).orElse(draft);
    Optional<Draft> led = led(start, policy);
    return led.isEmpty() && !start.equals(draft) ? Optional.of(start) : led;
  }

  private Optional<Draft> led(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Set<Missing> were = Set.copyOf(now.before().condition().missing());
    Draft done = draft;
    int tried = 0;
    for (Missing missing : now.after().condition().missing()) {
      if (!wanted.test(missing.parent())
          || were.contains(missing)
          || now.before().revision(missing.child()).isPresent()) {
        continue;
      }
      Optional<Meant> meant = tried++ < MOST ? meant(now, missing) : Optional.empty();
      if (meant.isPresent()) {
        Draft led = led(done, now.after(), missing, meant.get().parents());
        done = led.equals(done) ? led : meant.get().clause().map(led::because).orElse(led);
      }
    }
    Draft led =
        Restore.missedDependencies(now).isEmpty()
            ? done
            : LostDependency.whereMeant(wanted, false).take(done, policy).orElse(done);
    return led.equals(draft) ? Optional.empty() : Optional.of(led);
  }

  private static Draft led(Draft draft, History history, Missing missing, List<String> instead) {
    Draft done = draft;
    for (Revision child : history.declaring(missing.child())) {
      Optional<RevisionEdit> edit = done.editOf(child);
      if (edit.isPresent() && edit.get().parents().contains(missing.parent())) {
        Set<String> parents = new LinkedHashSet<>();
        for (String parent : edit.get().parents()) {
          if (parent.equals(missing.parent())) {
            parents.addAll(instead);
          } else {
            parents.add(parent);
          }
        }
        // What stood beside the missed one may lie below what stands in its place, or above it.
        history.redundant(parents).forEach(parents::remove);
        done = done.with(edit.get().withParents(List.copyOf(parents)));
      }
    }
    return done;
  }

  private Optional<Meant> meant(HistoryChange change, Missing missing) {
    History after = change.after();
    Optional<Lost> lost = past.lost(missing.parent(), after);
    return handedOn(change, missing)
        .or(() -> lost.flatMap(each -> renamed(each, after, missing)))
        .or(() ->
            NamedFile.of(missing.parent(), after, Set.of(missing.child()))
                .map(Revision::id)
                .filter(id -> !comesAfter(id, missing.child(), after))
                .map(id -> new Meant(List.of(id), Optional.empty())))
        .or(() -> formerly(after, missing))
        .or(() ->
            NearId.of(missing.parent(), after, Set.of(missing.child(), missing.parent()))
                .filter(id -> !comesAfter(id, missing.child(), after))
                .map(id -> new Meant(List.of(id), Optional.empty())))
        .or(() -> lost.flatMap(each -> handedOn(each, after, missing)))
        .or(() -> byOwnDocstring(after, missing));
  }

  private static Optional<Meant> formerly(History after, Missing missing) {
    return DocstringWitness.formerly(missing.parent(), after, Set.of(missing.child()))
        .filter(other -> !comesAfter(other.id(), missing.child(), after))
        .map(other ->
            new Meant(
                List.of(other.id()),
                Optional.of(
                    Prose.of("the docstring of ")
                        .path(other.path())
                        .text(" still says ")
                        .id(missing.parent()))));
  }

  private static Optional<Meant> byOwnDocstring(History after, Missing missing) {
    List<Revision> alone = after.declaring(missing.child());
    List<String> parents =
        alone.size() == 1 ? DocstringWitness.parents(alone.getFirst(), after) : List.of();
    return parents.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Meant(
                parents,
                Optional.of(
                    Prose.of("the docstring of ")
                        .id(missing.child())
                        .text(" says that it revises ")
                        .few(parents))));
  }

  private static Optional<Meant> handedOn(HistoryChange change, Missing missing) {
    return change
        .mergeBase()
        .revision(missing.parent())
        .map(lost ->
            standing(
                change.after(),
                lost.downRevisions(),
                id -> change.mergeBase().revision(id).map(Revision::downRevisions)))
        .filter(parents -> !parents.isEmpty())
        .map(parents -> new Meant(parents, Optional.empty()));
  }

  private static Optional<Meant> renamed(Lost lost, History after, Missing missing) {
    return lost.now()
        .map(Revision::id)
        .filter(id -> !id.equals(missing.child()) && !comesAfter(id, missing.child(), after))
        .map(id ->
            new Meant(
                List.of(id),
                Optional.of(
                    (lost.by().deed() == Deed.UNCOMMITTED
                            ? Prose.of("an edit that is not committed")
                            : LostRevisionWords.commit(lost.by()))
                        .text(" gave ")
                        .id(missing.parent())
                        .text(" the id ")
                        .id(id))));
  }

  private Optional<Meant> handedOn(Lost lost, History after, Missing missing) {
    List<String> parents =
        standing(
            after,
            lost.revision().downRevisions(),
            id ->
                past.lost(id, after)
                    .filter(each -> each.fate() != Fate.RENAMED)
                    .map(each -> each.revision().downRevisions()));
    boolean circle = parents.stream().anyMatch(id -> comesAfter(id, missing.child(), after));
    return parents.isEmpty() || circle
        ? Optional.empty()
        : Optional.of(
            new Meant(
                parents,
                Optional.of(
                    Prose.of(lost.fate() == Fate.DELETED ? "until " : "in ")
                        .then(LostRevisionWords.commit(lost.by()))
                        .text(", ")
                        .id(missing.parent())
                        .text(" revised ")
                        .few(lost.revision().downRevisions()))));
  }

  /// Whether a revision lies above another, so that it cannot become its parent.
  private static boolean comesAfter(String id, String other, History history) {
    return id.equals(other) || history.isAbove(id, other);
  }

  /// The nearest revisions below that still exist.
  ///
  /// @param parents of a revision that does not exist any more, as far as they are known
  private static List<String> standing(
      History is, List<String> from, Function<String, Optional<List<String>>> parents) {
    Set<String> found = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      String id = open.poll();
      if (!seen.add(id)) {
        continue;
      }
      if (is.revision(id).isPresent()) {
        found.add(id);
      } else {
        parents.apply(id).ifPresent(open::addAll);
      }
    }
    return List.copyOf(found);
  }
}
