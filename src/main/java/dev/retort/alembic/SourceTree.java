package dev.retort.alembic;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// The files of a repository at one moment: what there is, and bytes on demand. Nothing outside the
/// repository can be named through it. Paths are relative to the repository's root, with `/`
/// between their parts and without `.` or `..`.
public interface SourceTree {
  /// Every file, link and submodule, by path; folders are implied.
  SortedMap<String, Entry> entries();

  /// The bytes of regular files (for a symbolic link, its target's path, as git stores it), asked
  /// for many at once so that a remote store can batch. Paths without an entry are absent from the
  /// answer.
  Map<String, byte[]> read(Collection<String> paths);

  /// The sizes of files in bytes, as far as they are known without reading them.
  default Map<String, Long> sizes(Collection<String> paths) {
    Map<String, Long> sizes = new HashMap<>();
    for (String path : paths) {
      Entry entry = entries().get(path);
      if (entry != null && entry.size() >= 0) {
        sizes.put(path, entry.size());
      }
    }
    return sizes;
  }

  /// The same as [#read], without files that are known to be larger than so many bytes.
  default Map<String, byte[]> readUpTo(long most, Collection<String> paths) {
    Map<String, Long> sizes = sizes(paths);
    return read(paths.stream().filter(path -> sizes.getOrDefault(path, 0L) <= most).toList());
  }

  /// Whether content is at hand. Where it has to be fetched, nothing is read only to look around.
  default boolean isNear() {
    return true;
  }

  /// The names of Python files, without their folders, in the order in which the commits below this
  /// tree first brought them; empty where git's history is not at hand, or not whole.
  default Optional<List<String>> brought() {
    return Optional.empty();
  }

  /// No files.
  SourceTree EMPTY =
      new SourceTree() {
        @Override
        public SortedMap<String, Entry> entries() {
          return Collections.emptySortedMap();
        }

        @Override
        public Map<String, byte[]> read(Collection<String> paths) {
          return Map.of();
        }
      };

  /// @param blob git's object id: equal ids mean equal bytes
  /// @param size in bytes; -1 where unknown
  record Entry(String blob, Kind kind, long size) {}

  /// What git says a path is.
  enum Kind {
    FILE,
    SYMLINK,
    SUBMODULE
  }
}
