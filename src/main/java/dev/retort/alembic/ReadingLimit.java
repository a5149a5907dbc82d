package dev.retort.alembic;

import dev.retort.python.PythonReader;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How much of one environment is read in all: so many bytes that no history of code comes near
/// them, and so few that data which was checked in as migrations takes neither all memory nor all
/// day.
///
/// What is left depends on the sizes of the files alone, so that the same tree is always read in
/// the same way. A file that would go beyond the limit is left, the smaller ones behind it are
/// still read.
public final class ReadingLimit {
  /// The sum of what is read.
  public static final long MOST_BYTES = 64L << 20;

  private ReadingLimit() {}

  /// @param paths in load order
  /// @return those that are not read
  static Set<String> beyond(SourceTree tree, Collection<String> paths) {
    Set<String> beyond = new LinkedHashSet<>();
    if ((long) paths.size() * PythonReader.MOST_BYTES <= MOST_BYTES) {
      return beyond;
    }
    Map<String, Long> sizes = tree.sizes(paths);
    long sum = 0;
    for (String path : paths) {
      long size = sizes.getOrDefault(path, 0L);
      if (size > PythonReader.MOST_BYTES) {
        continue;
      }
      if (sum + size > MOST_BYTES) {
        beyond.add(path);
      } else {
        sum += size;
      }
    }
    return beyond;
  }

  static RevisionFile unread(String path, String blob) {
    return new RevisionFile(
        path,
        blob,
        Optional.empty(),
        List.of(new Undecidable(path, 1, "*", new Undecidable.Cause.BeyondTheLimit())),
        List.of());
  }
}
