package dev.retort.repair;

import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionFile;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Policy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The return, to revisions of the base, of what the change took from them: the file of a removed
/// one, the id of a renamed one, the parents of one that was moved. What only the change has stays,
/// and is put where it belongs by the steps that follow.
final class Undo implements Step {
  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Draft done = draft;
    Map<String, String> oldIds = new HashMap<>();
    Set<Revision> renamed = new HashSet<>();
    for (HistoryChange.Rewritten pair : now.renamed()) {
      oldIds.put(pair.after().id(), pair.before().id());
      renamed.add(pair.before());
      if (!pair.after().path().equals(pair.before().path())) {
        done = done.removing(pair.after().path());
      }
      done = restoring(done, now, pair.before());
    }
    for (Revision gone : now.removed()) {
      if (!renamed.contains(gone)) {
        done = restoring(done, now, gone);
      }
    }
    for (HistoryChange.Rewritten pair : now.reparented()) {
      Optional<RevisionEdit> edit = done.editOf(pair.after());
      if (edit.isPresent() && pair.after().downWritten().isEmpty()) {
        done = liftedOver(done, now, pair.after());
      } else if (edit.isPresent()) {
        done = done.with(edit.get().withParents(pair.before().downRevisions()));
      }
    }
    for (Revision added : now.added()) {
      Optional<RevisionEdit> edit =
          done.editOf(added).filter(each -> !oldIds.containsKey(added.id()));
      if (edit.isPresent() && added.downRevisions().stream().anyMatch(oldIds::containsKey)) {
        Set<String> parents = new LinkedHashSet<>();
        added.downRevisions().forEach(id -> parents.add(oldIds.getOrDefault(id, id)));
        done = done.with(edit.get().withParents(List.copyOf(parents)));
      }
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }

  /// Where a tool gives a revision its parent, what was put below it is what can be moved.
  private static Draft liftedOver(Draft draft, HistoryChange now, Revision upper) {
    Draft done = draft;
    for (Revision added : now.added()) {
      Optional<RevisionEdit> edit = done.editOf(added);
      if (edit.isPresent()
          && upper.downRevisions().contains(added.id())
          && now.before().heads().size() == 1) {
        done = done.with(edit.get().withParents(now.before().heads()));
      }
    }
    return done;
  }

  private static Draft restoring(Draft draft, HistoryChange change, Revision revision) {
    Optional<RevisionFile> file =
        change.before().files().stream()
            .filter(each -> each.path().equals(revision.path()))
            .findFirst();
    return file.map(draft::putting).orElse(draft);
  }
}
