package dev.retort.repair;

import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.rule.Copies;
import dev.retort.rule.Policy;
import dev.retort.rule.Prose;
import dev.retort.rule.SameWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// An id of its own for a duplicate: the copy that the change brings, never the one that the base
/// has. The revisions of the change that name it follow, and so does a file name that begins with
/// the id. Where both files do the same, or the copy does nothing, the copy goes away.
public final class Renumber implements Step {
  private final Predicate<String> wanted;

  public Renumber() {
    this(any -> true);
  }

  /// @param wanted the ids to be looked at
  public Renumber(Predicate<String> wanted) {
    this.wanted = wanted;
  }

  @Override
  public Optional<Draft> take(Draft draft, Policy policy) {
    Draft start = new DropIdle(wanted).take(draft, policy).orElse(draft);
    HistoryChange now = start.outcome();
    Work work = new Work(start, now);
    for (String id : now.after().condition().duplicates()) {
      if (!wanted.test(id)) {
        continue;
      }
      Set<String> places =
          now.before().declaring(id).stream().map(Revision::path).collect(Collectors.toSet());
      List<Revision> all = now.after().declaring(id);
      List<Revision> copies =
          all.stream()
              .filter(each -> !places.contains(each.path()))
              .sorted(work.copies.order())
              .toList();
      // Of several that only the change has, the first keeps the id.
      int first = copies.size() == all.size() ? 1 : 0;
      List<Revision> kept =
          new ArrayList<>(all.stream().filter(each -> places.contains(each.path())).toList());
      kept.addAll(copies.subList(0, first));
      for (Revision copy : copies.subList(first, copies.size())) {
        Optional<Revision> same =
            kept.stream()
                .filter(each -> SameWork.of(copy, each, now.change().landing().tree()))
                .findFirst();
        if (same.isPresent()) {
          work.drop(copy, same.get());
        } else {
          kept.add(copy);
          work.renumber(copy, !places.isEmpty());
        }
      }
    }
    return work.done()
        .or(() -> start.equals(draft) ? Optional.empty() : Optional.of(start))
        .or(() -> new ShortId().take(draft, policy));
  }

  /// Of one change, so that many duplicates cost no more than the history and themselves.
  private static final class Work {
    private final Set<String> removes = new LinkedHashSet<>();
    private final List<Prose> reasons = new ArrayList<>();

    private final Draft draft;
    private final HistoryChange now;
    private final Copies copies;
    private final Set<String> added;
    private final Map<String, List<Revision>> followers = new HashMap<>();
    private final Map<String, RevisionEdit> edits = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();
    private int numbers;

    Work(Draft draft, HistoryChange now) {
      this.draft = draft;
      this.now = now;
      this.copies = new Copies(now.after());
      this.added = now.addedIds();
      for (Revision each : now.after().revisions()) {
        if (added.contains(each.id())) {
          each.downRevisions().forEach(parent -> follow(parent, each));
          each.dependsOn().forEach(dependency -> follow(dependency, each));
        }
      }
    }

    private void follow(String id, Revision follower) {
      followers.computeIfAbsent(id, none -> new ArrayList<>(2)).add(follower);
    }

    Optional<Draft> done() {
      if (removes.isEmpty() && edits.isEmpty()) {
        return Optional.empty();
      }
      Draft done = draft.withAll(edits.values());
      for (String path : removes) {
        done = done.removing(path);
      }
      for (Prose reason : reasons) {
        done = done.because(reason);
      }
      return Optional.of(done);
    }

    /// A copy of the same work must not get an id: then it would be done twice.
    void drop(Revision copy, Revision kept) {
      removes.add(copy.path());
      if (!copy.blob().equals(kept.blob())) {
        reasons.add(
            Prose.EMPTY.path(copy.path()).text(" and ").path(kept.path()).text(" do the same"));
      }
    }

    private Optional<RevisionEdit> editOf(Revision revision) {
      RevisionEdit edit = edits.get(revision.path());
      return edit == null ? draft.editOf(revision) : Optional.of(edit);
    }

    void renumber(Revision copy, boolean inBase) {
      Optional<RevisionEdit> edit = editOf(copy);
      if (edit.isEmpty()) {
        return;
      }
      String id = free(copy);
      edits.put(copy.path(), edit.get().withId(id).withPath(moved(copy, id)));
      if (!inBase) {
        return;
      }
      for (Revision child : followers.getOrDefault(copy.id(), List.of())) {
        // What the copy itself comes after was built on the other one.
        Optional<RevisionEdit> follows =
            copies.isAbove(copy, child.id()) ? Optional.empty() : editOf(child);
        if (follows.isPresent() && child.downRevisions().contains(copy.id())) {
          List<String> parents = replaced(follows.get().parents(), copy.id(), id);
          edits.put(child.path(), follows.get().withParents(parents));
        } else if (follows.isPresent()) {
          List<String> dependencies = replaced(follows.get().dependsOn(), copy.id(), id);
          edits.put(child.path(), follows.get().withDependsOn(dependencies));
        }
      }
    }

    private boolean isFree(String id) {
      return now.after().revision(id).isEmpty() && now.before().revision(id).isEmpty();
    }

    /// The number in the file's name, or the next number where the project counts, otherwise twelve
    /// hexadecimal digits.
    private String free(Revision copy) {
      Optional<String> named =
          Numbering.named(copy).filter(own -> !taken.contains(own) && isFree(own));
      if (named.isPresent()) {
        taken.add(named.get());
        return named.get();
      }
      String id =
          Numbering.nextId(now.after(), List.of(copy.id()), numbers)
              .orElseGet(
                  () -> MergeRevision.freeId(now.after(), Set.of(copy.id(), copy.path()), taken));
      numbers++;
      taken.add(id);
      return id;
    }
  }

  private static List<String> replaced(List<String> ids, String old, String now) {
    Set<String> all = new LinkedHashSet<>();
    ids.forEach(id -> all.add(id.equals(old) ? now : id));
    return List.copyOf(all);
  }

  static String moved(Revision copy, String id) {
    int slash = copy.path().lastIndexOf('/') + 1;
    String name = copy.path().substring(slash);
    return name.startsWith(copy.id())
        ? copy.path().substring(0, slash) + id + name.substring(copy.id().length())
        : copy.path();
  }
}
