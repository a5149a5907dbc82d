package dev.retort.change;

import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RevisionFile;
import dev.retort.python.SyntaxTree;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A cache that reads through to another one and keeps what passed, for as long as one change is
/// looked at: its snapshots share most of their files.
public final class ChangeCache implements RevisionCache {
  private record Key(String blob, String name) {}

  private final RevisionCache behind;
  private final Map<Key, RevisionFile> passed = new ConcurrentHashMap<>();

  public ChangeCache(RevisionCache behind) {
    this.behind = behind;
  }

  @Override
  public Optional<RevisionFile> find(String blob, String name) {
    RevisionFile file = passed.get(new Key(blob, name));
    if (file != null) {
      return Optional.of(file);
    }
    Optional<RevisionFile> found = behind.find(blob, name);
    found.ifPresent(each -> passed.put(new Key(blob, name), each));
    return found;
  }

  @Override
  public void keep(String blob, String name, RevisionFile file) {
    passed.put(new Key(blob, name), file);
    behind.keep(blob, name, file);
  }

  @Override
  public void parsed(String blob, SyntaxTree tree) {
    behind.parsed(blob, tree);
  }
}
