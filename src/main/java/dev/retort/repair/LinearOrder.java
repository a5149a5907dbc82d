package dev.retort.repair;

import dev.retort.alembic.BranchLabel;
import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A history laid out in one line: nothing before what it revises or depends on, lines kept
/// together, and of several that could come next the oldest first.
public final class LinearOrder {
  private final List<Revision> byAge;
  private final Map<String, Integer> ranks = new HashMap<>();
  private final Map<String, List<Integer>> children = new HashMap<>();
  private final int[] waiting;

  private LinearOrder(History history, Chronology chronology, Set<String> among) {
    this.byAge =
        history.revisions().stream()
            .filter(each -> among.contains(each.id()))
            .sorted(chronology.order())
            .toList();
    this.waiting = new int[byAge.size()];
    for (int i = 0; i < byAge.size(); i++) {
      ranks.put(byAge.get(i).id(), i);
    }
    Map<String, String> owners = new HashMap<>();
    for (Revision revision : history.revisions()) {
      revision.branchLabels().stream()
          .filter(BranchLabel::isText)
          .forEach(label -> owners.putIfAbsent(label.name(), revision.id()));
    }
    for (int i = 0; i < byAge.size(); i++) {
      Set<String> before = new LinkedHashSet<>(byAge.get(i).downRevisions());
      byAge
          .get(i)
          .dependsOn()
          .forEach(name ->
              before.add(
                  history.revision(name).isPresent() ? name : owners.getOrDefault(name, name)));
      for (String each : before) {
        if (ranks.containsKey(each)) {
          children.computeIfAbsent(each, none -> new ArrayList<>(1)).add(i);
          waiting[i]++;
        }
      }
    }
  }

  /// @param among the ids to be laid out
  /// @return empty where an id is declared twice, or some lie on a circle
  public static Optional<List<Revision>> of(
      History history, Chronology chronology, Set<String> among) {
    return history.condition().duplicates().isEmpty()
        ? new LinearOrder(history, chronology, among).laidOut()
        : Optional.empty();
  }

  private Optional<List<Revision>> laidOut() {
    TreeSet<Integer> ready = new TreeSet<>();
    for (int i = 0; i < waiting.length; i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    List<Revision> order = new ArrayList<>(byAge.size());
    int next = ready.isEmpty() ? -1 : ready.removeFirst();
    while (next >= 0) {
      Revision revision = byAge.get(next);
      order.add(revision);
      TreeSet<Integer> freed = new TreeSet<>();
      for (int child : children.getOrDefault(revision.id(), List.of())) {
        if (--waiting[child] == 0) {
          freed.add(child);
        }
      }
      next = freed.isEmpty() ? (ready.isEmpty() ? -1 : ready.removeFirst()) : freed.removeFirst();
      ready.addAll(freed);
    }
    return order.size() == byAge.size() ? Optional.of(order) : Optional.empty();
  }
}
