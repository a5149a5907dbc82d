package dev.retort.bot;

import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RevisionFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The revision files that were read last, shared by all reviews of this process. A pull request
/// mostly holds what its base holds, so after the first review of a repository almost nothing is
/// read twice.
public final class RecentRevisions implements RevisionCache {
  private final Map<Content, RevisionFile> files;

  /// @param most how many files are remembered; one takes one to two kilobytes
  public RecentRevisions(int most) {
    files =
        new LinkedHashMap<>(256, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Content, RevisionFile> eldest) {
            return size() > most;
          }
        };
  }

  @Override
  public Optional<RevisionFile> find(String blob, String name) {
    synchronized (files) {
      return Optional.ofNullable(files.get(new Content(blob, name)));
    }
  }

  @Override
  public void keep(String blob, String name, RevisionFile file) {
    synchronized (files) {
      files.put(new Content(blob, name), file);
    }
  }

  private record Content(String blob, String name) {}
}
