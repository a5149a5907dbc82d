package dev.retort.audit;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The revisions that Alembic keeps, parents before their children. Within a circle there is no
/// such order, so its own edges are left out.
final class Order {
  private final List<String> ids;
  private final int[][] children;

  private Order(List<String> ids, int[][] children) {
    this.ids = ids;
    this.children = children;
  }

  static Order of(History history) {
    Map<String, Integer> circle = new HashMap<>();
    for (int i = 0; i < history.cycles().size(); i++) {
      int number = i;
      if (!history.cycles().get(i).throughDependency()) {
        history.cycles().get(i).ids().forEach(id -> circle.put(id, number));
      }
    }
    Map<String, Revision> winners = LinkedHashMap.newLinkedHashMap(history.revisions().size());
    // Of several files that declare an id Alembic keeps the last.
    history.revisions().forEach(revision -> winners.put(revision.id(), revision));
    Map<String, List<String>> above = new HashMap<>();
    Map<String, Integer> waiting = new HashMap<>();
    winners.forEach((id, revision) -> {
      Set<String> below = new HashSet<>(revision.downRevisions());
      below.removeIf(parent ->
          !winners.containsKey(parent)
              || parent.equals(id)
              || (circle.containsKey(id) && circle.get(id).equals(circle.get(parent))));
      waiting.put(id, below.size());
      below.forEach(parent -> above.computeIfAbsent(parent, none -> new ArrayList<>(1)).add(id));
    });
    List<String> ids = new ArrayList<>(winners.size());
    winners.keySet().stream().filter(id -> waiting.getOrDefault(id, 0) == 0).forEach(ids::add);
    for (int at = 0; at < ids.size(); at++) {
      for (String child : above.getOrDefault(ids.get(at), List.of())) {
        if (waiting.merge(child, -1, Integer::sum) == 0) {
          ids.add(child);
        }
      }
    }
    Map<String, Integer> places = HashMap.newHashMap(ids.size());
    ids.forEach(id -> places.put(id, places.size()));
    int[][] children = new int[ids.size()][];
    for (int i = 0; i < children.length; i++) {
      children[i] =
          above.getOrDefault(ids.get(i), List.of()).stream()
              .mapToInt(child -> places.getOrDefault(child, 0))
              .sorted()
              .toArray();
    }
    return new Order(List.copyOf(ids), children);
  }

  int size() {
    return children.length;
  }

  String id(int place) {
    return ids.get(place);
  }

  /// The places of a revision's children, in ascending order; every one is greater than its own.
  int[] children(int place) {
    return children[place];
  }

  int longestChain() {
    int[] length = new int[size()];
    Arrays.fill(length, 1);
    int longest = 0;
    for (int i = 0; i < length.length; i++) {
      for (int child : children[i]) {
        length[child] = Math.max(length[child], length[i] + 1);
      }
      longest = Math.max(longest, length[i]);
    }
    return longest;
  }
}
