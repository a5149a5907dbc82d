package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.rule.Policy;
import dev.retort.rule.Unambiguous;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The joining of the heads of a whole history that are more than are meant, those of the same
/// labels by one merge revision. Its parents are the heads and nothing else: no head lies below
/// another, so none is named for nothing.
public final class MergeHeads implements Step {
  private final Chronology chronology;
  private final int most;

  /// @param most how many heads one merge revision may join
  public MergeHeads(Chronology chronology, int most) {
    this.chronology = chronology;
    this.most = most;
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    History history = draft.outcome().after();
    for (List<Revision> heads : surplus(history, policy, chronology)) {
      List<Revision> joined = heads.subList(0, Math.min(most, heads.size()));
      LinkedHashSet<String> ids = new LinkedHashSet<>();
      joined.forEach(head -> ids.add(head.id()));
      Optional<Draft> merged =
          MergeFile.write(draft.change(), joined, MergeRevision.id(history, ids))
              .map(draft::adding);
      if (merged.isPresent()) {
        return merged;
      }
    }
    return Optional.empty();
  }

  /// The groups of heads that are more than are meant, by labels; each in the order in which its
  /// heads were made.
  public static List<List<Revision>> surplus(
      History history, Policy policy, Chronology chronology) {
    Map<List<String>, List<Revision>> groups = new LinkedHashMap<>();
    for (String head : history.heads()) {
      if (!Unambiguous.declares(history, head)) {
        // First somebody has to say which of its files the id is for.
        continue;
      }
      List<String> labels = policy.perLabel() ? history.labels(head) : List.of();
      groups
          .computeIfAbsent(labels, none -> new ArrayList<>())
          .add(history.revision(head).orElseThrow());
    }
    return groups.values().stream()
        .filter(heads -> heads.size() > policy.headsAllowed())
        .map(heads -> heads.stream().sorted(chronology.order()).toList())
        .toList();
  }
}
