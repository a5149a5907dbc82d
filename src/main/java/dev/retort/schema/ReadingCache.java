package dev.retort.schema;

import dev.retort.python.SyntaxTree;
import java.util.Optional;

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
