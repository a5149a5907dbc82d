package dev.retort.change;

import dev.retort.alembic.Environments;
import dev.retort.alembic.RevisionCache;
import java.util.List;

/// Reads what a change does to every environment of the repository.
public final class ChangeReader {
  private final RevisionCache cache;
  private final Environments.Request request;

  public ChangeReader(RevisionCache cache, Environments.Request request) {
    this.cache = cache;
    this.request = request;
  }

  /// One entry for each environment that exists before or after, ordered by script location.
  public List<HistoryChange> read(Change change) {
    throw new UnsupportedOperationException("being built " + cache + request + change);
  }
}
