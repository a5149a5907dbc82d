package dev.retort.bot;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RevisionFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The revision files that were read last, shared by all reviews of this process. A pull request
/// mostly holds what its base holds, so after the first review of a repository almost nothing is
/// read twice.
public final class RecentRevisions implements RevisionCache {
  private static final long USUAL = 2_000;

  private final Cache<Content, RevisionFile> files;

  /// @param most how many files are remembered, as they usually are: one to two kilobytes each
  public RecentRevisions(int most) {
    files =
        Caffeine.newBuilder()
            .maximumWeight(most * USUAL)
            .weigher((Content _, RevisionFile file) -> weight(file))
            .build();
  }

  /// About what a file takes in memory, which is not what it takes in the repository.
  private static int weight(RevisionFile file) {
    long weight = USUAL;
    weight += file.revision().map(RecentRevisions::excess).orElse(0L);
    weight += file.imports().size() * 100L;
    weight += file.problems().size() * 200L;
    return (int) Math.min(Integer.MAX_VALUE, weight);
  }

  private static long excess(Revision revision) {
    long letters = (long) revision.id().length() + revision.docstring().message().length();
    letters +=
        Stream.of(revision.docstring().revisionId(), revision.docstring().revises())
            .flatMap(Optional::stream)
            .mapToLong(header -> header.text().length())
            .sum();
    letters +=
        Stream.of(revision.downRevisions(), revision.dependsOn(), revision.labelNames())
            .flatMap(List::stream)
            .mapToLong(each -> each.length() + 60L)
            .sum();
    return Math.max(0, letters - USUAL / 2);
  }

  @Override
  public Optional<RevisionFile> find(String blob, String name) {
    return Optional.ofNullable(files.getIfPresent(new Content(blob, name)));
  }

  @Override
  public void keep(String blob, String name, RevisionFile file) {
    file.revision().ifPresent(revision -> revision.bodies().compact());
    files.put(new Content(blob, name), file);
  }

  private record Content(String blob, String name) {}
}
