package dev.retort.schema;

import dev.retort.alembic.SourceTree;
import dev.retort.python.SyntaxTree;
import java.util.Optional;
import java.util.function.Supplier;

/// Functions of migrations already read, by content. Only readings that nothing but the file's own
/// text decided are kept, so an entry never goes stale. Implementations are safe for use by several
/// threads.
public interface ReadingCache {
  /// @param blob git's id of the migration's file
  /// @param circumstances what else a reading rests on: the function, the dialect, the naming
  ///   convention
  Optional<Reading> find(String blob, String circumstances);

  void keep(String blob, String circumstances, Reading reading);

  /// The tree of a file, where somebody parsed it before. It is given once.
  default Optional<SyntaxTree> tree(String blob) {
    return Optional.empty();
  }

  /// What is worked out of a tree as a whole, once where it is remembered.
  ///
  /// @param key among those of one kind
  default <T> T once(SourceTree tree, Class<T> kind, String key, Supplier<T> work) {
    return work.get();
  }

  /// Remembers as long as it lives, over one that lives longer.
  static ReadingCache over(ReadingCache lasting) {
    return new PassingReadings(lasting);
  }

  /// Remembers nothing.
  ReadingCache NONE =
      new ReadingCache() {
        @Override
        public Optional<Reading> find(String blob, String circumstances) {
          return Optional.empty();
        }

        @Override
        public void keep(String blob, String circumstances, Reading reading) {}
      };
}
