package dev.retort.alembic;

import dev.retort.python.SyntaxTree;
import java.util.Optional;

/// Revision files already read, by content. An entry never goes stale: the same bytes under the
/// same file name always read the same. Implementations are safe for use by several threads.
public interface RevisionCache {
  /// @param name the file's name without folders: it can stand in for the id
  /// @return the file as it was read, under whatever folder it stood then
  Optional<RevisionFile> find(String blob, String name);

  void keep(String blob, String name, RevisionFile file);

  /// Told of each tree as it is parsed, for who reads more of the file than a [RevisionFile] says.
  default void parsed(String blob, SyntaxTree tree) {}

  /// Remembers nothing: for one-shot runs.
  RevisionCache NONE =
      new RevisionCache() {
        @Override
        public Optional<RevisionFile> find(String blob, String name) {
          return Optional.empty();
        }

        @Override
        public void keep(String blob, String name, RevisionFile file) {}
      };
}
