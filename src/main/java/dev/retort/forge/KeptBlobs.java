package dev.retort.forge;

import java.util.Collection;
import java.util.Map;

/// File contents that outlive the process, by git object id, so that a failed batch or a restart
/// costs no request twice. Losing any of them costs a request, nothing else. What was worked out of
/// a content is kept beside it, under an id of the same kind.
public interface KeptBlobs {
  /// Keeps nothing.
  KeptBlobs NONE =
      new KeptBlobs() {
        @Override
        public Map<String, byte[]> find(long repository, Collection<String> ids) {
          return Map.of();
        }

        @Override
        public void keep(long repository, String id, byte[] content) {}

        @Override
        public void forget(long repository) {}
      };

  /// @param repository GitHub's id: nothing is shared between repositories
  /// @return those that are kept; whoever asks holds them against their ids
  Map<String, byte[]> find(long repository, Collection<String> ids);

  void keep(long repository, String id, byte[] content);

  /// Erases all that was kept of a repository.
  void forget(long repository);
}
