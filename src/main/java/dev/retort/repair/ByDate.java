package dev.retort.repair;

import dev.retort.alembic.Condition.Missing;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A parent for a revision whose own is lost without a trace: the one that was youngest when it was
/// made. A guess, and only ever shown.
public final class ByDate implements Step {
  private static final int MOST = 200;

  private final Chronology chronology;

  private final Predicate<String> wanted;

  /// @param wanted the ids of the revisions to be led
  public ByDate(Chronology chronology, Predicate<String> wanted) {
    this.chronology = chronology;
    this.wanted = wanted;
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Map<String, Set<String>> lost = new LinkedHashMap<>();
    for (Missing missing : now.after().condition().missing()) {
      boolean room = lost.containsKey(missing.child()) || lost.size() < MOST;
      if (room && wanted.test(missing.child())) {
        lost.computeIfAbsent(missing.child(), none -> new LinkedHashSet<>()).add(missing.parent());
      }
    }
    Predecessor predecessor = new Predecessor(now.after(), chronology);
    Draft done = draft;
    for (Map.Entry<String, Set<String>> each : lost.entrySet()) {
      for (Revision child : now.after().declaring(each.getKey())) {
        Optional<RevisionEdit> edit = done.editOf(child);
        if (edit.isEmpty()) {
          continue;
        }
        Set<String> parents = new LinkedHashSet<>(edit.get().parents());
        if (!parents.removeAll(each.getValue())) {
          continue;
        }
        if (parents.isEmpty() && chronology.made(child).isEmpty()) {
          continue;
        }
        Optional<String> before =
            parents.isEmpty() ? predecessor.of(child, Set.of(child.id())) : Optional.empty();
        before.ifPresent(parents::add);
        Prose instead =
            parents.isEmpty()
                ? Prose.of("no revision is known to be older than ").id(child.id())
                : before.isPresent()
                    ? Prose.EMPTY
                        .few(parents)
                        .text(" was the youngest when ")
                        .id(child.id())
                        .text(" was made")
                    : Prose.EMPTY.id(child.id()).text(" keeps the parents that exist");
        done =
            done.with(edit.get().withParents(List.copyOf(parents)))
                .because(
                    Prose.of("nothing tells what ")
                        .few(each.getValue())
                        .text(" was, and ")
                        .then(instead));
      }
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }
}
