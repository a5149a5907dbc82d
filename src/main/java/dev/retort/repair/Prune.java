package dev.retort.repair;

import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Policy;
import dev.retort.rule.Unambiguous;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The removal from merges of what lies below their other parents. What lies on a circle is left
/// alone: there, each is below the other; and so is what only lies below by way of an id that
/// several files declare, until each has an id of its own.
public final class Prune implements Step {
  private final Predicate<String> wanted;

  public Prune() {
    this(any -> true);
  }

  /// @param wanted the ids of the merges to be mended
  public Prune(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    List<RevisionEdit> edits = new ArrayList<>();
    needless(now)
        .forEach((merge, needless) -> {
          if (wanted.test(merge.id())) {
            List<String> parents = new ArrayList<>(merge.downRevisions());
            parents.removeAll(needless);
            draft.editOf(merge).map(edit -> edit.withParents(parents)).ifPresent(edits::add);
          }
        });
    return edits.isEmpty() ? Optional.empty() : Optional.of(draft.withAll(edits));
  }

  /// The merges that name a parent for nothing and can be written without it.
  public static List<String> overfull(HistoryChange now) {
    return needless(now).keySet().stream()
        .filter(merge -> merge.downWritten().isPresent())
        .map(Revision::id)
        .distinct()
        .toList();
  }

  private static Map<Revision, List<String>> needless(HistoryChange now) {
    Set<String> cyclic = new HashSet<>();
    now.after().cycles().forEach(cycle -> cyclic.addAll(cycle.ids()));
    Map<Revision, List<String>> needless = new LinkedHashMap<>();
    for (Revision merge : now.added()) {
      boolean leave =
          merge.downRevisions().size() < 2
              || cyclic.contains(merge.id())
              || merge.downRevisions().stream().anyMatch(cyclic::contains);
      List<String> below =
          leave ? List.of() : Unambiguous.redundant(now.after(), merge.downRevisions());
      if (!below.isEmpty()) {
        needless.put(merge, below);
      }
    }
    return needless;
  }
}
