package dev.retort.schema;

import dev.retort.alembic.SourceTree;
import dev.retort.python.SyntaxTree;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// What was read for one change or one run, over a cache that lasts.
final class PassingReadings implements ReadingCache {
  private final ReadingCache lasting;
  private final Map<String, Reading> here = new ConcurrentHashMap<>();

  /// By the tree itself: to compare the files of two takes longer than most work.
  private final IdentityHashMap<SourceTree, Map<String, Object>> trees = new IdentityHashMap<>();

  PassingReadings(ReadingCache lasting) {
    this.lasting = lasting;
  }

  @Override
  public <T> T once(SourceTree tree, Class<T> kind, String key, Supplier<T> work) {
    Map<String, Object> known;
    synchronized (trees) {
      known = trees.computeIfAbsent(tree, _ -> new ConcurrentHashMap<>());
    }
    return kind.cast(known.computeIfAbsent(kind.getName() + " " + key, _ -> work.get()));
  }

  @Override
  public Optional<Reading> find(String blob, String circumstances) {
    return Optional.ofNullable(here.get(blob + '\0' + circumstances))
        .or(() -> lasting.find(blob, circumstances));
  }

  @Override
  public Optional<SyntaxTree> tree(String blob) {
    return lasting.tree(blob);
  }

  @Override
  public void keep(String blob, String circumstances, Reading reading) {
    here.put(blob + '\0' + circumstances, reading);
    lasting.keep(blob, circumstances, reading);
  }
}
