package dev.retort.change;

import dev.retort.alembic.SourceTree.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The three-way fold, file by file, as git would merge: a side that left a path as it was at the
/// merge base yields to the side that changed it.
///
/// A file that one side moved without touching it and the other side edited is followed to its new
/// place, as git does. Two edits of one file are not blended line by line: they are a conflict,
/// because a text that neither side wrote must not be judged as if somebody had.
final class Fold {
  private final SortedMap<String, Entry> base;
  private final SortedMap<String, Entry> origin;
  private final SortedMap<String, Entry> head;
  private final SortedMap<String, Entry> landed = new TreeMap<>();
  private final Set<String> conflicts = new TreeSet<>();

  private Fold(Snapshot base, Snapshot mergeBase, Snapshot head) {
    this.base = base.entries();
    this.origin = mergeBase.entries();
    this.head = head.entries();
  }

  static Landing land(Snapshot base, Snapshot mergeBase, Snapshot head) {
    Fold fold = new Fold(base, mergeBase, head);
    fold.everyPath();
    fold.moves(fold.head, fold.base);
    fold.moves(fold.base, fold.head);
    fold.filesAgainstFolders();
    Blobs blobs = Blobs.either(head.blobs(), base.blobs());
    return new Landing(
        new Snapshot("as it would land", fold.landed, blobs, () -> brought(base, head)),
        List.copyOf(fold.conflicts));
  }

  /// What the base's commits brought comes before what only the head's did, as below a merge.
  private static Optional<List<String>> brought(Snapshot base, Snapshot head) {
    Optional<List<String>> theirs =
        base.entries().isEmpty() ? Optional.of(List.of()) : base.brought();
    return theirs.flatMap(first ->
        head.brought()
            .map(second -> {
              Set<String> all = new LinkedHashSet<>(first);
              all.addAll(second);
              return List.copyOf(all);
            }));
  }

  private void everyPath() {
    Set<String> paths = new HashSet<>(base.keySet());
    paths.addAll(head.keySet());
    for (String path : paths) {
      Entry theirs = base.get(path);
      Entry before = origin.get(path);
      Entry ours = head.get(path);
      Entry winner;
      if (same(theirs, ours) || same(ours, before)) {
        winner = theirs;
      } else if (same(theirs, before)) {
        winner = ours;
      } else {
        conflicts.add(path);
        winner = ours == null ? theirs : ours;
      }
      if (winner != null) {
        landed.put(path, winner);
      }
    }
  }

  /// Settles the paths that one side moved as they were while the other side edited them.
  private void moves(SortedMap<String, Entry> mover, SortedMap<String, Entry> editor) {
    Map<String, String> addedByBlob = new HashMap<>();
    for (String path : List.copyOf(conflicts)) {
      Entry before = origin.get(path);
      Entry edited = editor.get(path);
      if (before == null || edited == null || mover.containsKey(path)) {
        continue;
      }
      if (addedByBlob.isEmpty()) {
        mover.forEach((place, entry) -> {
          if (!origin.containsKey(place) && !editor.containsKey(place)) {
            addedByBlob.putIfAbsent(entry.blob(), place);
          }
        });
      }
      String place = addedByBlob.get(before.blob());
      if (place != null && same(before, mover.get(place))) {
        landed.put(place, edited);
        landed.remove(path);
        conflicts.remove(path);
      }
    }
  }

  /// One side made a folder of what is a file on the other.
  private void filesAgainstFolders() {
    List<String> shadowed = new ArrayList<>();
    for (String path : landed.keySet()) {
      boolean onBothSides = base.containsKey(path) && head.containsKey(path);
      if (!onBothSides && !landed.subMap(path + "/", path + "0").isEmpty()) {
        shadowed.add(path);
      }
    }
    for (String path : shadowed) {
      conflicts.add(path);
      if (!head.containsKey(path)) {
        landed.remove(path);
      } else {
        landed.subMap(path + "/", path + "0").clear();
      }
    }
  }

  private static boolean same(@Nullable Entry one, @Nullable Entry other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.kind() == other.kind() && Objects.equals(one.blob(), other.blob());
  }

  /// What a three-way fold makes.
  ///
  /// @param tree the repository as it would land; for a path in conflict, the pull request's side
  ///   where it has one, otherwise the base's
  /// @param conflicts paths that both sides changed differently, sorted
  public record Landing(Snapshot tree, List<String> conflicts) {
    public Landing {
      conflicts = List.copyOf(conflicts);
    }
  }
}
