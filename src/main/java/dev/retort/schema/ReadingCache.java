package dev.retort.schema;

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

  /// Remembers nothing: for one-shot runs.
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
