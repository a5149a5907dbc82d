package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.change.Snapshot;
import dev.retort.rule.Prose;
import dev.retort.rule.SameWork;
import dev.retort.rule.Unambiguous;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a repair must never do, whatever the graph would allow: take work away, have it done twice,
/// or build on an id that several files declare. And what it may only do when it says so and
/// somebody agrees: put a revision where it no longer comes after one that it came after.
///
/// A repair changes few edges, and where each of them is still walked in some way, so is every
/// longer way; so only those are looked at.
final class Preservation {
  private static final int MOST_TOLD = 3;

  private final Draft draft;
  private final History was;
  private final History is;
  private final Map<String, Revision> before = new HashMap<>();
  private final Map<String, Revision> after = new HashMap<>();
  private final Map<String, String> moved = new HashMap<>();

  private Preservation(Draft draft, History is) {
    this.draft = draft;
    this.was = draft.change().after();
    this.is = is;
    was.revisions().forEach(each -> before.put(each.path(), each));
    is.revisions().forEach(each -> after.put(each.path(), each));
    draft.edits().forEach((path, edit) -> moved.put(path, edit.path()));
  }

  /// @param is the history after the repair
  static Preservation of(Draft draft, History is) {
    return new Preservation(draft, is);
  }

  /// The draft with what it takes from revisions said, where it does; the graph alone decides, so
  /// nothing has to be written for it.
  static Draft told(Draft draft) {
    return of(draft, draft.outcome().after()).toldOfLoss().map(draft::because).orElse(draft);
  }

  /// Whether the repair may be proposed at all.
  boolean holds() {
    return lostWork().isEmpty() && doneTwice().isEmpty() && doubtfulGround().isEmpty();
  }

  /// An ancestor that a revision loses.
  ///
  /// @param revision its id after the repair
  record Lost(String revision, String ancestor) {}

  /// What is to be said of the ancestors that revisions lose, as a clause; empty where none does.
  Optional<Prose> toldOfLoss() {
    Map<String, Set<String>> lost = new LinkedHashMap<>();
    for (Lost each : lostAncestors()) {
      lost.computeIfAbsent(each.revision(), none -> new TreeSet<>()).add(each.ancestor());
    }
    List<Prose> told =
        lost.entrySet().stream()
            .limit(MOST_TOLD)
            .map(each ->
                Prose.EMPTY.id(each.getKey()).text(" no longer comes after ").few(each.getValue()))
            .toList();
    int more = lost.size() - MOST_TOLD;
    return told.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Prose.joined(told, ", ")
                .when(more > 0, Prose.of(", nor do " + more + " others as before")));
  }

  /// Paths whose revision does something, and that go or are written over without their work being
  /// kept elsewhere.
  List<String> lostWork() {
    Set<String> gone = new TreeSet<>(draft.removes());
    gone.addAll(draft.puts().keySet());
    Set<String> files = new HashSet<>();
    was.files().forEach(file -> files.add(file.path()));
    return gone.stream()
        .filter(files::contains)
        .filter(path ->
            Optional.ofNullable(before.get(path))
                .filter(old -> old.bodies().idle() || isKept(old))
                .isEmpty())
        .toList();
  }

  private boolean isKept(Revision old) {
    return is.revisions().stream()
        .filter(each -> each.bodies().equals(old.bodies()))
        .anyMatch(each -> doTheSame(old, each));
  }

  private boolean doTheSame(Revision old, Revision other) {
    if (old.blob().equals(other.blob())) {
      return true;
    }
    Snapshot head = draft.change().change().landing().tree();
    Optional<byte[]> then = bytes(head, old.path());
    Optional<byte[]> now =
        draft.puts().containsKey(other.path())
            ? Optional.ofNullable(draft.contents().get(other.path()))
                .or(() -> bytes(draft.change().change().base(), other.path()))
            : bytes(head, unmoved(other.path()));
    return then.isPresent() && now.isPresent() && SameWork.of(then.get(), now.get());
  }

  private static Optional<byte[]> bytes(Snapshot tree, String path) {
    return Optional.ofNullable(tree.read(List.of(path)).get(path));
  }

  /// Ids of revisions whose work would be done twice: a file of an id declared twice that is set
  /// apart from another of the same work, or one that comes back although it is there under another
  /// id.
  List<String> doneTwice() {
    List<String> twice = new ArrayList<>();
    for (RevisionEdit edit : draft.edits().values()) {
      Optional<Revision> one = Optional.ofNullable(after.get(edit.path()));
      if (edit.changesId() && one.isPresent() && works(one.get())) {
        was.declaring(edit.was().id()).stream()
            .filter(other -> !other.path().equals(edit.was().path()))
            .flatMap(other -> heir(other).stream())
            .filter(other -> other.bodies().equals(one.get().bodies()))
            .filter(other -> doTheSame(/* old= */ other, /* other= */ one.get()))
            .forEach(other -> twice.add(one.get().id()));
      }
    }
    for (String path : draft.puts().keySet()) {
      Optional<Revision> one = Optional.ofNullable(after.get(path)).filter(Preservation::works);
      one.ifPresent(back ->
          is.revisions().stream()
              .filter(other -> !other.id().equals(back.id()))
              .filter(other -> other.bodies().equals(back.bodies()))
              .filter(other -> other.docstring().message().equals(back.docstring().message()))
              .filter(other -> draft.change().before().revision(other.id()).isEmpty())
              .filter(other -> doTheSame(other, back))
              .forEach(other -> twice.add(back.id())));
    }
    return twice;
  }

  private static boolean works(Revision revision) {
    return revision.bodies().upgrade().isPresent() && !revision.bodies().idle();
  }

  private String unmoved(String path) {
    return moved.entrySet().stream()
        .filter(each -> each.getValue().equals(path))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(path);
  }

  /// Ids that revisions newly name although several files declare them.
  List<String> doubtfulGround() {
    if (is.condition().duplicates().isEmpty()) {
      return List.of();
    }
    Set<String> named = new LinkedHashSet<>();
    for (RevisionEdit edit : draft.edits().values()) {
      named.addAll(edit.parents());
      named.addAll(edit.dependsOn());
      edit.was().downRevisions().forEach(named::remove);
      edit.was().dependsOn().forEach(named::remove);
    }
    draft.adds().ifPresent(added -> named.addAll(added.downRevisions()));
    return named.stream().filter(id -> is.declaring(id).size() > 1).toList();
  }

  /// What revisions came after and no longer do. A file that only held nothing hands on what it
  /// came after itself.
  List<Lost> lostAncestors() {
    Set<String> renewed = new HashSet<>();
    draft.removes().stream()
        .flatMap(path -> Optional.ofNullable(before.get(path)).stream())
        .forEach(each -> renewed.add(each.id()));
    draft
        .puts()
        .values()
        .forEach(file -> file.revision().ifPresent(each -> renewed.add(each.id())));
    Set<String> edited = new HashSet<>();
    for (RevisionEdit edit : draft.edits().values()) {
      if (edit.changesId()) {
        renewed.add(edit.was().id());
      }
      if (edit.changesParents()) {
        edited.add(edit.was().path());
      }
    }
    Set<Lost> lost = new LinkedHashSet<>();
    Set<Lost> kept = new HashSet<>();
    for (Revision old : was.revisions()) {
      boolean concerned =
          edited.contains(old.path())
              || (!renewed.isEmpty() && old.downRevisions().stream().anyMatch(renewed::contains));
      Optional<Revision> now = concerned ? heir(old) : Optional.empty();
      if (now.isPresent()) {
        lost(old, now.get(), lost, kept);
      }
    }
    return List.copyOf(lost);
  }

  /// @param kept ancestors that revisions are known to have, so that a long line is not walked down
  ///   again from each of its revisions
  private void lost(Revision old, Revision now, Collection<Lost> lost, Set<Lost> kept) {
    Set<String> wanted = new LinkedHashSet<>();
    Set<String> seen = new HashSet<>();
    old.downRevisions().forEach(parent -> standing(parent, seen, wanted));
    now.downRevisions().forEach(wanted::remove);
    wanted.remove(now.id());
    wanted.stream()
        .filter(id -> !isBelow(id, now, kept))
        .forEach(id -> lost.add(new Lost(now.id(), id)));
  }

  private boolean isBelow(String id, Revision revision, Set<Lost> kept) {
    List<String> line = new ArrayList<>(List.of(revision.id()));
    Set<String> seen = new HashSet<>();
    List<String> parents = revision.downRevisions();
    while (parents.size() == 1
        && !parents.getFirst().equals(id)
        && !kept.contains(new Lost(parents.getFirst(), id))
        && Unambiguous.declares(is, parents.getFirst())
        && seen.add(parents.getFirst())) {
      line.add(parents.getFirst());
      parents = is.declaring(parents.getFirst()).getFirst().downRevisions();
    }
    boolean below =
        parents.stream().anyMatch(parent -> kept.contains(new Lost(parent, id)))
            || Unambiguous.reached(is, parents).contains(id);
    if (below) {
      line.forEach(each -> kept.add(new Lost(each, id)));
    }
    return below;
  }

  /// What stands now for a revision that was named.
  private void standing(String id, Set<String> seen, Set<String> standing) {
    Optional<Revision> named = was.revision(id);
    if (named.isEmpty() || !seen.add(id)) {
      return;
    }
    Optional<Revision> now = heir(named.get());
    if (now.isPresent()) {
      standing.add(now.get().id());
      return;
    }
    is.revision(id).ifPresent(other -> standing.add(other.id()));
    named.get().downRevisions().forEach(parent -> standing(parent, seen, standing));
  }

  /// The same file's revision after the repair.
  private Optional<Revision> heir(Revision old) {
    String path = moved.getOrDefault(old.path(), old.path());
    boolean gone = draft.removes().contains(old.path()) && path.equals(old.path());
    boolean replaced = draft.puts().containsKey(old.path());
    return gone
        ? Optional.empty()
        : Optional.ofNullable(after.get(path))
            .filter(now -> !replaced || now.bodies().equals(old.bodies()));
  }
}
