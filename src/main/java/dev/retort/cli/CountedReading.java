package dev.retort.cli;

import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RevisionFile;
import java.util.Optional;

/// A cache that remembers nothing, and tells somebody who watches of each revision file that was
/// read.
record CountedReading(Progress progress) implements RevisionCache {
  @Override
  public Optional<RevisionFile> find(String blob, String name) {
    return Optional.empty();
  }

  @Override
  public void keep(String blob, String name, RevisionFile file) {
    progress.did();
  }
}
