package dev.retort.forge.github;

import dev.retort.change.Blobs;
import dev.retort.forge.ForgeException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.kohsuke.github.GHRepository;

/// File contents by git object id. Each is fetched once and remembered while there is room; what
/// arrives is held against its id, because everything built on it is kept by that id.
final class BlobStore {
  private static final long REMEMBERED = 64L * 1024 * 1024;

  /// Far below the hundred at once that GitHub allows an App.
  private static final int AT_ONCE = 8;

  private final RecentlyUsed<Key, byte[]> remembered =
      new RecentlyUsed<>(REMEMBERED, bytes -> bytes.length + 200L);

  /// @param repository its id, so that nothing is ever shared between repositories
  private record Key(long repository, String id) {}

  Blobs of(RepositoryCalls calls) {
    return Blobs.far(ids -> read(calls, ids));
  }

  private Map<String, byte[]> read(RepositoryCalls calls, Collection<String> ids) {
    Map<String, byte[]> read = new HashMap<>();
    Set<String> unseen = new LinkedHashSet<>();
    for (String id : ids) {
      remembered
          .get(new Key(calls.id(), id))
          .ifPresentOrElse(bytes -> read.put(id, bytes), () -> unseen.add(id));
    }
    if (unseen.isEmpty()) {
      return read;
    }
    fetch(calls, unseen)
        .forEach((id, bytes) -> {
          remembered.put(new Key(calls.id(), id), bytes);
          read.put(id, bytes);
        });
    return read;
  }

  private static Map<String, byte[]> fetch(RepositoryCalls calls, Set<String> ids) {
    Map<String, byte[]> fetched = new HashMap<>();
    if (ids.size() == 1) {
      String id = ids.iterator().next();
      fetch(calls, id).ifPresent(bytes -> fetched.put(id, bytes));
      return fetched;
    }
    Semaphore free = new Semaphore(AT_ONCE);
    Map<String, Future<Optional<byte[]>>> under = new HashMap<>();
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String id : ids) {
        Future<Optional<byte[]>> task =
            threads.submit(() -> {
              free.acquire();
              try {
                return fetch(calls, id);
              } finally {
                free.release();
              }
            });
        under.put(id, task);
        all.add(task);
      }
      try {
        for (Map.Entry<String, Future<Optional<byte[]>>> task : under.entrySet()) {
          task.getValue().get().ifPresent(bytes -> fetched.put(task.getKey(), bytes));
        }
      } catch (ExecutionException e) {
        all.forEach(task -> task.cancel(true));
        if (e.getCause() instanceof ForgeException failure) {
          throw failure;
        }
        throw new IllegalStateException("reading blobs", e.getCause());
      } catch (InterruptedException e) {
        all.forEach(task -> task.cancel(true));
        Thread.currentThread().interrupt();
        throw new ForgeException.Unavailable("reading blobs: interrupted", Duration.ZERO, e);
      }
    }
    return fetched;
  }

  private static Optional<byte[]> fetch(RepositoryCalls calls, String id) {
    GHRepository repository = calls.github();
    byte[] bytes;
    try {
      bytes =
          Asking.of(
              "blob " + id,
              () -> {
                try (InputStream content = repository.getBlob(id).read()) {
                  return content.readAllBytes();
                }
              });
    } catch (ForgeException.NotFound e) {
      return Optional.empty();
    }
    if (!GitObjects.blobId(bytes, id.length()).equals(id)) {
      throw new ForgeException.Unavailable(
          "blob " + id + ": what GitHub sent is something else",
          Duration.ofMinutes(1),
          new IOException("wrong content"));
    }
    return Optional.of(bytes);
  }
}
