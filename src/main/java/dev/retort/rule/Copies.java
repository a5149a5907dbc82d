package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which of the files that declare one id was there first, and so may keep it. A file that comes
/// after its own id is a copy, whatever the dates say: with the id it would close a circle. Of the
/// others the one that was made first is the first, then one that may not come after the id either.
public final class Copies {
  /// Revisions that are looked at for one history; where there are more, the dates alone decide.
  private static final int MOST = 400_000;

  private final History history;
  private final Map<String, Boolean> above = new HashMap<>();
  private final Map<String, Optional<Revision>> named = new HashMap<>();
  private int looked;

  public Copies(History history) {
    this.history = history;
  }

  /// The first to be there first.
  public Comparator<Revision> order() {
    return Comparator.comparing((Revision each) -> comesAfterItself(each, true))
        .thenComparing(each -> Created.of(each).orElse("unknown"))
        .thenComparing(each -> comesAfterItself(each, false))
        .thenComparing(Revision::path);
  }

  /// Whether a revision was the first of its id and another file of the id comes after it, so that
  /// the id has to stay where it is.
  public boolean isGround(Revision revision) {
    List<Revision> all = history.declaring(revision.id());
    return all.stream().min(order()).filter(revision::equals).isPresent()
        && !comesAfterItself(revision, true)
        && all.stream().anyMatch(each -> comesAfterItself(each, true));
  }

  /// The revision whose file's name somebody wrote for its id.
  private Optional<Revision> named(String id) {
    return named.computeIfAbsent(
        id,
        text ->
            history.revisions().stream().filter(each -> NamedFile.names(text, each)).findFirst());
  }

  private boolean comesAfterItself(Revision revision, boolean surely) {
    return history.declaring(revision.id()).size() > 1
        && above.computeIfAbsent(
            surely + " " + revision.path(), none -> isAbove(revision, revision.id(), surely));
  }

  /// Whether one comes after an id by way of revisions that one file each declares.
  public boolean isAbove(Revision upper, String lower) {
    return isAbove(upper, lower, true);
  }

  /// @param surely whether ids that several files declare are no way down
  private boolean isAbove(Revision upper, String lower, boolean surely) {
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(upper.downRevisions());
    while (!open.isEmpty() && looked < MOST) {
      String id = open.pop();
      if (id.equals(lower)) {
        return true;
      }
      if (seen.add(id) && !(surely && history.declaring(id).size() > 1)) {
        looked++;
        List<Revision> declaring = history.declaring(id);
        declaring.forEach(each -> open.addAll(each.downRevisions()));
        if (declaring.isEmpty()) {
          named(id).filter(each -> !each.equals(upper)).ifPresent(each -> open.push(each.id()));
        }
      }
    }
    return false;
  }
}
