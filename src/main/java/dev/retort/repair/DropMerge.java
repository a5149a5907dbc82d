package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.evidence.PastRevisions;
import dev.retort.evidence.PastRevisions.Fate;
import dev.retort.rule.NamedFile;
import dev.retort.rule.NearId;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The removal of a merge revision that joins the same heads as one of the base and does nothing
/// else. What the change built on it revises the other. One that does something is work, and is
/// re-pointed as any other.
///
/// An empty merge that came without its parents, as by a cherry-pick from another line of releases,
/// is left out: here is nothing that it could join. With it came at most one parent that is here,
/// and that is what is built on then.
final class DropMerge implements Step {
  private final PastRevisions past;

  DropMerge(PastRevisions past) {
    this.past = past;
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Draft done = draft;
    for (Revision merge : now.added()) {
      if (merge.downRevisions().size() < 2 || !merge.bodies().idle()) {
        continue;
      }
      if (joinsNothing(now, merge)) {
        List<String> here = living(now.after(), merge);
        done = here.isEmpty() ? done.removing(merge.path()) : without(done, now, merge, here);
        continue;
      }
      Set<String> heads = Set.copyOf(merge.downRevisions());
      Optional<Revision> other =
          now.before().revisions().stream()
              .filter(each -> each.downRevisions().size() == heads.size())
              .filter(each -> heads.equals(new HashSet<>(each.downRevisions())))
              .filter(each -> now.after().revision(each.id()).isPresent())
              .findFirst();
      if (other.isPresent()) {
        done = dropped(done, now, merge, other.get().id());
      }
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }

  private static List<String> living(History history, Revision merge) {
    return merge.downRevisions().stream().filter(id -> history.revision(id).isPresent()).toList();
  }

  /// The one parent that is here takes its place.
  private static Draft without(
      Draft draft, HistoryChange now, Revision merge, List<String> living) {
    List<String> missing = new ArrayList<>(merge.downRevisions());
    missing.removeAll(living);
    return dropped(draft, now, merge, living.getFirst())
        .because(
            Prose.of("nothing tells what ")
                .few(missing)
                .text(missing.size() == 1 ? " was, and without it " : " were, and without them ")
                .id(merge.id())
                .text(" joins nothing"));
  }

  /// Whether what it joins is not here, and never was in this history.
  private boolean joinsNothing(HistoryChange now, Revision merge) {
    History history = now.after();
    List<String> living = living(history, merge);
    boolean builtOn =
        history.revisions().stream()
            .anyMatch(each ->
                each.dependsOn().contains(merge.id())
                    || (living.isEmpty() && each.downRevisions().contains(merge.id())));
    return history.declaring(merge.id()).size() == 1
        // Of a whole tree, databases may have run it.
        && living.size() <= (now.before().revisions().isEmpty() ? 0 : 1)
        && !builtOn
        && merge.downRevisions().stream()
            .filter(id -> !living.contains(id))
            .noneMatch(id -> isMeant(id, now, merge));
  }

  /// Whether a missing parent is another name of what is here, or was here.
  private boolean isMeant(String id, HistoryChange now, Revision merge) {
    return NamedFile.isHere(id, now.after())
        || NearId.of(id, now.after(), Set.of(merge.id(), id)).isPresent()
        || now.before().revision(id).isPresent()
        || now.mergeBase().revision(id).isPresent()
        || past.lost(id, now.after()).filter(each -> each.fate() != Fate.ELSEWHERE).isPresent();
  }

  private static Draft dropped(Draft draft, HistoryChange now, Revision merge, String other) {
    Draft done = draft.removing(merge.path());
    for (Revision child : now.added()) {
      Optional<RevisionEdit> edit = done.editOf(child);
      if (edit.isPresent() && child.downRevisions().contains(merge.id())) {
        Set<String> parents = new LinkedHashSet<>();
        edit.get()
            .parents()
            .forEach(parent -> parents.add(parent.equals(merge.id()) ? other : parent));
        done = done.with(edit.get().withParents(List.copyOf(parents)));
      }
    }
    return done;
  }
}
