package dev.retort.verdict;

import dev.retort.alembic.RevisionCache;
import dev.retort.change.Change;

/// Reads a change, asks every rule, plans repairs for what they find.
public final class Judge {
  private final RevisionCache cache;

  public Judge(RevisionCache cache) {
    this.cache = cache;
  }

  public Verdict judge(Change change) {
    throw new UnsupportedOperationException("being built " + cache + change);
  }
}
