package dev.retort.change;

import dev.retort.alembic.SourceTree;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/// The files of a repository at one commit: what there is, and bytes on demand.
///
/// @param name what people call it: a commit id, a branch, or `as it would land`
/// @param blobs where content comes from, asked for many at once
/// @param commits tells the order in which files came, where somebody can; asked only if that
///   counts
public record Snapshot(
    String name,
    SortedMap<String, Entry> entries,
    Blobs blobs,
    Supplier<Optional<List<String>>> commits)
    implements SourceTree {
  public Snapshot {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /// One whose commits nobody knows.
  public Snapshot(String name, SortedMap<String, Entry> entries, Blobs blobs) {
    this(name, entries, blobs, Optional::empty);
  }

  @Override
  public Optional<List<String>> brought() {
    return commits.get();
  }

  /// A snapshot that holds exactly these regular files, in memory.
  public static Snapshot of(String name, Map<String, byte[]> files) {
    return new Snapshot(name, new TreeMap<>(), ids -> Map.of()).with(files, Set.of());
  }

  /// The same files with some written over or added and others taken away; nothing is stored
  /// anywhere.
  public Snapshot with(Map<String, byte[]> written, Collection<String> removed) {
    TreeMap<String, Entry> changed = new TreeMap<>(entries);
    changed.keySet().removeAll(removed);
    Map<String, byte[]> contents = new HashMap<>();
    written.forEach((path, bytes) -> {
      String id = Blobs.idOf(bytes);
      contents.put(id, bytes);
      changed.put(path, new Entry(id, Kind.FILE, bytes.length));
    });
    return new Snapshot(name, changed, Blobs.either(Blobs.of(contents), blobs), commits);
  }

  /// The same files, their contents taken from elsewhere where that has them.
  public Snapshot nearer(Blobs elsewhere) {
    return new Snapshot(name, entries, Blobs.either(elsewhere, blobs), commits);
  }

  @Override
  public Map<String, Long> sizes(Collection<String> paths) {
    Map<String, Long> sizes = new HashMap<>();
    Set<String> unknown = new LinkedHashSet<>();
    for (String path : paths) {
      Entry entry = entries.get(path);
      if (entry != null && entry.size() >= 0) {
        sizes.put(path, entry.size());
      } else if (entry != null && entry.kind() != Kind.SUBMODULE) {
        unknown.add(entry.blob());
      }
    }
    if (unknown.isEmpty()) {
      return sizes;
    }
    Map<String, Long> told = blobs.sizes(unknown);
    for (String path : paths) {
      Entry entry = entries.get(path);
      Long size = entry == null ? null : told.get(entry.blob());
      if (size != null) {
        sizes.putIfAbsent(path, size);
      }
    }
    return sizes;
  }

  @Override
  public boolean isNear() {
    return blobs.areNear();
  }

  @Override
  public Map<String, byte[]> read(Collection<String> paths) {
    Set<String> wanted = new LinkedHashSet<>();
    for (String path : paths) {
      Entry entry = entries.get(path);
      if (entry != null && entry.kind() != Kind.SUBMODULE) {
        wanted.add(entry.blob());
      }
    }
    Map<String, byte[]> contents = wanted.isEmpty() ? Map.of() : blobs.read(wanted);
    Map<String, byte[]> read = new LinkedHashMap<>();
    for (String path : paths) {
      Entry entry = entries.get(path);
      byte[] bytes = entry == null ? null : contents.get(entry.blob());
      if (bytes != null) {
        read.put(path, bytes);
      }
    }
    return read;
  }
}
