package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Branching;
import dev.retort.rule.Policy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/// Gives a duplicate an id of its own: the copy that the change brings, never the one that the base
/// has. The revisions of the change that name it follow, and so does a file name that begins with
/// the id. Where both files hold the same, the copy goes away.
final class Renumber implements Step {
  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    Draft done = draft;
    for (String id : draft.outcome().after().condition().duplicates()) {
      HistoryChange now = done.outcome();
      Set<String> places =
          now.before().declaring(id).stream().map(Revision::path).collect(Collectors.toSet());
      List<Revision> all = now.after().declaring(id);
      List<Revision> copies =
          all.stream()
              .filter(each -> !places.contains(each.path()))
              .sorted(Branching.BY_CREATION)
              .toList();
      // Of several that only the change has, the first keeps the id.
      for (Revision copy : copies.subList(copies.size() == all.size() ? 1 : 0, copies.size())) {
        boolean same =
            all.stream()
                .anyMatch(
                    each -> !each.path().equals(copy.path()) && each.blob().equals(copy.blob()));
        done = same ? done.removing(copy.path()) : renumbered(done, copy, !places.isEmpty());
      }
    }
    return done.equals(draft) ? Optional.empty() : Optional.of(done);
  }

  private static Draft renumbered(Draft draft, Revision copy, boolean inBase) {
    HistoryChange now = draft.outcome();
    Optional<RevisionEdit> edit = draft.editOf(copy);
    if (edit.isEmpty()) {
      return draft;
    }
    String id = free(now.after(), copy);
    Draft done = draft.with(edit.get().withId(id).withPath(moved(copy, id)));
    if (!inBase) {
      return done;
    }
    for (Revision child : now.added()) {
      Optional<RevisionEdit> follows = done.editOf(child);
      if (follows.isPresent() && child.downRevisions().contains(copy.id())) {
        done = done.with(follows.get().withParents(replaced(child.downRevisions(), copy.id(), id)));
      } else if (follows.isPresent() && child.dependsOn().contains(copy.id())) {
        done = done.with(follows.get().withDependsOn(replaced(child.dependsOn(), copy.id(), id)));
      }
    }
    return done;
  }

  private static List<String> replaced(List<String> ids, String old, String now) {
    Set<String> all = new LinkedHashSet<>();
    ids.forEach(id -> all.add(id.equals(old) ? now : id));
    return List.copyOf(all);
  }

  /// The next number where the project counts, otherwise twelve hexadecimal digits.
  private static String free(History history, Revision copy) {
    String id = copy.id();
    boolean counts = !id.isEmpty() && id.length() < 9 && digits(id);
    if (counts) {
      OptionalInt highest =
          history.revisions().stream()
              .map(Revision::id)
              .filter(each -> each.length() < 9 && digits(each))
              .mapToInt(Integer::parseInt)
              .max();
      String next = Integer.toString(highest.orElse(0) + 1);
      return "0".repeat(Math.max(0, id.length() - next.length())) + next;
    }
    return MergeRevision.freeId(history, Set.of(id, copy.path()));
  }

  private static boolean digits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String moved(Revision copy, String id) {
    int slash = copy.path().lastIndexOf('/') + 1;
    String name = copy.path().substring(slash);
    return name.startsWith(copy.id())
        ? copy.path().substring(0, slash) + id + name.substring(copy.id().length())
        : copy.path();
  }
}
