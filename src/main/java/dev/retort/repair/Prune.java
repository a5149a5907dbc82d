package dev.retort.repair;

import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Takes out of merges what lies below their other parents. What lies on a circle is left alone:
/// there, each is below the other.
final class Prune implements Step {
  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Set<String> cyclic = new HashSet<>();
    now.after().cycles().forEach(cycle -> cyclic.addAll(cycle.ids()));
    List<RevisionEdit> edits = new ArrayList<>();
    for (Revision merge : now.added()) {
      boolean leave =
          merge.downRevisions().size() < 2
              || cyclic.contains(merge.id())
              || merge.downRevisions().stream().anyMatch(cyclic::contains);
      List<String> needless = leave ? List.of() : now.after().redundant(merge.downRevisions());
      if (!needless.isEmpty()) {
        List<String> parents = new ArrayList<>(merge.downRevisions());
        parents.removeAll(needless);
        draft.editOf(merge).map(edit -> edit.withParents(parents)).ifPresent(edits::add);
      }
    }
    return edits.isEmpty() ? Optional.empty() : Optional.of(draft.withAll(edits));
  }
}
