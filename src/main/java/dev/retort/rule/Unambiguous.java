package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What lies below what, as far as no id that several files declare stands in the way: which of
/// them Alembic would take says nothing of what people meant.
public final class Unambiguous {
  private Unambiguous() {}

  /// Whether exactly one file declares an id.
  public static boolean declares(History history, String id) {
    return history.declaring(id).size() == 1;
  }

  /// These ids and whatever can be reached from them downwards by way of revisions that one file
  /// each declares.
  public static Set<String> reached(History history, Collection<String> from) {
    Set<String> reached = new HashSet<>(from);
    reached.addAll(below(history, from));
    return reached;
  }

  /// Those of these ids that certainly lie below another of them, in the order given.
  public static List<String> redundant(History history, Collection<String> ids) {
    List<String> seeming = history.redundant(ids);
    if (seeming.isEmpty() || history.condition().duplicates().isEmpty()) {
      return seeming;
    }
    return seeming.stream()
        .filter(id -> declares(history, id))
        .filter(id ->
            below(history, ids.stream().filter(other -> !other.equals(id)).toList()).contains(id))
        .toList();
  }

  private static Set<String> below(History history, Collection<String> from) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(from);
    Set<String> walked = new HashSet<>();
    while (!open.isEmpty()) {
      String id = open.pop();
      List<Revision> declaring = history.declaring(id);
      if (walked.add(id) && declaring.size() == 1) {
        reached.addAll(declaring.getFirst().downRevisions());
        open.addAll(declaring.getFirst().downRevisions());
      }
    }
    return reached;
  }
}
