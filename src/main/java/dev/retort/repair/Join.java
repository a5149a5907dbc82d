package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.DependsOnMerge;
import dev.retort.rule.Finding;
import dev.retort.rule.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// A merge made of a revision that was written as one with `depends_on`: the heads that it depends
/// on become its parents. A head that comes after the revision itself stays where it is, because
/// naming it would close a circle, and a parent that lies below one of the heads is no longer
/// named.
public final class Join implements Step {
  private static final DependsOnMerge RULE = new DependsOnMerge();

  private final Predicate<String> wanted;

  public Join() {
    this(any -> true);
  }

  /// @param wanted the ids of the merges to be mended
  public Join(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    HistoryChange now = draft.outcome();
    Map<String, Set<String>> heads = new LinkedHashMap<>();
    for (Finding finding : RULE.find(now, policy)) {
      if (finding.revision().filter(wanted).isPresent() && finding.counterpart().isPresent()) {
        heads
            .computeIfAbsent(finding.revision().get(), none -> new LinkedHashSet<>())
            .add(finding.counterpart().get());
      }
    }
    List<RevisionEdit> edits = new ArrayList<>();
    heads.forEach((id, names) -> joined(draft, now.after(), id, names).ifPresent(edits::add));
    return edits.isEmpty() ? Optional.empty() : Optional.of(draft.withAll(edits));
  }

  private static Optional<RevisionEdit> joined(
      Draft draft, History history, String id, Set<String> names) {
    Optional<Revision> revision = history.revision(id);
    Optional<RevisionEdit> edit = revision.flatMap(draft::editOf);
    if (edit.isEmpty()) {
      return Optional.empty();
    }
    Set<String> parents = new LinkedHashSet<>(edit.get().parents());
    Set<String> rest = new LinkedHashSet<>(edit.get().dependsOn());
    for (String name : names) {
      // A label stands for the revision that declares it.
      Optional<String> head = history.revision(name).map(Revision::id);
      if (head.isPresent() && !history.isAbove(head.get(), id)) {
        parents.add(head.get());
        rest.remove(name);
      }
    }
    history.redundant(parents).forEach(parents::remove);
    RevisionEdit joined =
        edit.get().withParents(List.copyOf(parents)).withDependsOn(List.copyOf(rest));
    return joined.changesParents() ? Optional.of(joined) : Optional.empty();
  }
}
