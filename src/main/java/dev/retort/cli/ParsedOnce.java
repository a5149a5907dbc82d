package dev.retort.cli;

import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.RevisionFile;
import dev.retort.python.SyntaxTree;
import dev.retort.schema.Reading;
import dev.retort.schema.ReadingCache;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// The trees that the graph was read of, for whoever reads what the migrations do, so that no file
/// is read and parsed twice; of so much text as does not take the memory of it all.
final class ParsedOnce implements RevisionCache {
  /// A tree takes many times the size of its text.
  private static final long MOST_BYTES = 2L << 20;

  private final RevisionCache behind;
  private final Map<String, SyntaxTree> trees = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  ParsedOnce(RevisionCache behind) {
    this.behind = behind;
  }

  @Override
  public Optional<RevisionFile> find(String blob, String name) {
    return behind.find(blob, name);
  }

  @Override
  public void keep(String blob, String name, RevisionFile file) {
    behind.keep(blob, name, file);
  }

  @Override
  public void parsed(String blob, SyntaxTree tree) {
    if (bytes.addAndGet(tree.size()) <= MOST_BYTES) {
      trees.put(blob, tree);
    }
  }

  /// Reads the migrations of the trees.
  ReadingCache readings() {
    return new ReadingCache() {
      @Override
      public Optional<Reading> find(String blob, String circumstances) {
        return Optional.empty();
      }

      @Override
      public void keep(String blob, String circumstances, Reading reading) {}

      @Override
      public Optional<SyntaxTree> tree(String blob) {
        return Optional.ofNullable(trees.remove(blob));
      }
    };
  }
}
