package dev.retort.repair;

import dev.retort.alembic.Condition.Missing;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.NearId;
import dev.retort.rule.Policy;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Leads a `down_revision` that names nothing to what was meant: the only revision with nearly that
/// id, or the parents of a revision that the base has removed since.
final class ReParent implements Step {
  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Set<Missing> were = Set.copyOf(now.before().condition().missing());
    Draft done = draft;
    for (Missing missing : now.after().condition().missing()) {
      if (were.contains(missing) || now.before().revision(missing.child()).isPresent()) {
        continue;
      }
      List<String> instead = meant(now, missing);
      for (Revision child : now.after().declaring(missing.child())) {
        Optional<RevisionEdit> edit = done.editOf(child);
        if (!instead.isEmpty() && edit.isPresent()) {
          Set<String> parents = new LinkedHashSet<>();
          for (String parent : edit.get().parents()) {
            if (parent.equals(missing.parent())) {
              parents.addAll(instead);
            } else {
              parents.add(parent);
            }
          }
          done = done.with(edit.get().withParents(List.copyOf(parents)));
        }
      }
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }

  private static List<String> meant(HistoryChange change, Missing missing) {
    Optional<List<String>> handedOn =
        change
            .mergeBase()
            .revision(missing.parent())
            .map(lost -> standing(change.mergeBase(), change.after(), lost.downRevisions()))
            .filter(parents -> !parents.isEmpty());
    return handedOn
        .or(() ->
            NearId.of(missing.parent(), change.after(), Set.of(missing.child(), missing.parent()))
                .filter(id -> !change.after().descendants(missing.child()).contains(id))
                .map(List::of))
        .orElse(List.of());
  }

  /// The nearest revisions below that still exist.
  private static List<String> standing(History was, History is, List<String> parents) {
    Set<String> found = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(parents);
    while (!open.isEmpty()) {
      String id = open.poll();
      if (!seen.add(id)) {
        continue;
      }
      if (is.revision(id).isPresent()) {
        found.add(id);
      } else {
        was.revision(id).ifPresent(lost -> open.addAll(lost.downRevisions()));
      }
    }
    return List.copyOf(found);
  }
}
