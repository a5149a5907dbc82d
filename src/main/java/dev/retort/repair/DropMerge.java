package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.NamedFile;
import dev.retort.rule.Policy;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes a merge revision away that joins the same heads as one of the base and does nothing else.
/// What the change built on it revises the other. One that does something is work, and is
/// re-pointed as any other.
///
/// An empty merge that came without any of its parents, as by a cherry-pick from another line of
/// releases, is left out where nothing builds on it: here is nothing that it could join.
final class DropMerge implements Step {
  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Draft done = draft;
    for (Revision merge : now.added()) {
      if (merge.downRevisions().size() < 2 || !merge.bodies().idle()) {
        continue;
      }
      if (joinsNothing(now.after(), merge)) {
        done = done.removing(merge.path());
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

  private static boolean joinsNothing(History history, Revision merge) {
    return history.declaring(merge.id()).size() == 1
        && merge.downRevisions().stream().allMatch(id -> history.revision(id).isEmpty())
        && merge.downRevisions().stream().noneMatch(id -> NamedFile.isHere(id, history))
        && history.revisions().stream()
            .noneMatch(each ->
                each.downRevisions().contains(merge.id()) || each.dependsOn().contains(merge.id()));
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
