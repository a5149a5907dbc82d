package dev.retort.bot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RevisionFile;
import java.util.Optional;

/// The revision files that were read last, shared by all reviews of this process. A pull request
/// mostly holds what its base holds, so after the first review of a repository almost nothing is
/// read twice.
public final class RecentRevisions implements RevisionCache {
  private final Cache<Content, RevisionFile> files;

  /// @param most how many files are remembered; one takes one to two kilobytes
  public RecentRevisions(int most) {
    files = Caffeine.newBuilder().maximumSize(most).build();
  }

  @Override
  public Optional<RevisionFile> find(String blob, String name) {
    return Optional.ofNullable(files.getIfPresent(new Content(blob, name)));
  }

  @Override
  public void keep(String blob, String name, RevisionFile file) {
    files.put(new Content(blob, name), file);
  }

  private record Content(String blob, String name) {}
}
