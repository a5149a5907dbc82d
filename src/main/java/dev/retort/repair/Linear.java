package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.rule.Policy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The lines that end in heads of the same labels, laid one behind the other, so that no merge
/// revision is needed. It rewrites what databases have run, and is only shown.
public final class Linear implements Step {
  private final Chronology chronology;

  public Linear(Chronology chronology) {
    this.chronology = chronology;
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    History history = draft.outcome().after();
    Draft done = draft;
    for (List<Revision> heads : MergeHeads.surplus(history, policy, chronology)) {
      Set<String> ids = new LinkedHashSet<>();
      heads.forEach(head -> ids.add(head.id()));
      Set<String> others = new HashSet<>();
      descend(history, history.heads().stream().filter(id -> !ids.contains(id)).toList(), others);
      Set<String> own = new HashSet<>();
      descend(history, ids, own);
      own.removeAll(others);
      Optional<List<Revision>> order = LinearOrder.of(history, chronology, own);
      if (order.isEmpty()) {
        return Optional.empty();
      }
      Optional<Draft> laid = laid(done, history, order.get(), own);
      if (laid.isEmpty()) {
        return Optional.empty();
      }
      done = laid.get();
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }

  /// Adds some ids and all that lies below them; what is in the set is not entered again.
  private static void descend(History history, Collection<String> from, Set<String> seen) {
    Deque<String> open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      String id = open.pop();
      if (seen.add(id)) {
        history.declaring(id).forEach(each -> each.downRevisions().forEach(open::push));
      }
    }
  }

  private static Optional<Draft> laid(
      Draft draft, History history, List<Revision> order, Set<String> own) {
    List<RevisionEdit> edits = new ArrayList<>();
    // What other heads stand on, as far as the line stands on it already.
    Set<String> ground = new HashSet<>();
    Optional<Revision> last = Optional.empty();
    for (Revision revision : order) {
      Set<String> parents = new LinkedHashSet<>();
      last.map(Revision::id).ifPresent(parents::add);
      for (String parent : revision.downRevisions()) {
        if (!own.contains(parent) && !ground.contains(parent)) {
          parents.add(parent);
          descend(history, List.of(parent), ground);
        }
      }
      last = Optional.of(revision);
      if (parents.equals(new LinkedHashSet<>(revision.downRevisions()))) {
        continue;
      }
      Optional<RevisionEdit> edit = draft.editOf(revision);
      if (edit.isEmpty()) {
        return Optional.empty();
      }
      edits.add(edit.get().withParents(List.copyOf(parents)));
    }
    return Optional.of(draft.withAll(edits));
  }
}
