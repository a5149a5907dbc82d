package dev.retort.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.retort.alembic.SourceTree.Entry;
import dev.retort.change.Blobs;
import dev.retort.forge.ForgeException;
import dev.retort.forge.KeptBlobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import java.util.function.BiConsumer;
import org.kohsuke.github.GHRepository;

/// File contents by git object id. Each is fetched once for all who wait for it and kept as it
/// arrives, so that a batch which fails in the middle costs nothing again; what arrives is held
/// against its id, because everything built on it is kept by that id.
///
/// Many are asked for at once by GraphQL; by REST, one by one, what GraphQL does not give: what is
/// no UTF-8, what is too long, and everything where it is missing.
final class BlobStore {
  private static final long REMEMBERED = 64L * 1024 * 1024;

  /// Far below the hundred at once that GitHub allows an App.
  private static final int AT_ONCE = 8;

  /// In bytes. Revision files are read up to an eighth of it.
  private static final long LARGEST = 8L * 1024 * 1024;

  private static final int BATCH = 100;
  private static final long BATCH_BYTES = 4L * 1024 * 1024;

  /// For less, one request each is as good.
  private static final int WORTH_A_BATCH = 3;

  private final KeptBlobs kept;

  /// Known of one tree, and asked of another that it is read together with.
  private final Cache<Key, Boolean> tooLarge = Caffeine.newBuilder().maximumSize(10_000).build();

  private final SharedFetch<Key, Optional<byte[]>> fetches =
      new SharedFetch<>(REMEMBERED, bytes -> bytes.map(b -> b.length).orElse(0) + 200L);

  BlobStore(KeptBlobs kept) {
    this.kept = kept;
  }

  /// @param repository its id, so that nothing is ever shared between repositories
  private record Key(long repository, String id) {}

  /// The contents of a tree's files, but for those that are so large that nothing of ours is in
  /// them.
  ///
  /// @param entries of the tree that the ids are from, for their sizes
  Blobs of(RepositoryCalls calls, Collection<Entry> entries) {
    entries.stream()
        .filter(entry -> entry.size() > LARGEST)
        .forEach(entry -> tooLarge.put(new Key(calls.id(), entry.blob()), true));
    return Blobs.far(ids -> read(calls, ids, entries));
  }

  private Map<String, byte[]> read(
      RepositoryCalls calls, Collection<String> ids, Collection<Entry> entries) {
    Map<String, byte[]> read = new HashMap<>();
    Set<String> left = new LinkedHashSet<>(ids);
    left.removeIf(id -> tooLarge.getIfPresent(new Key(calls.id(), id)) != null);
    while (!left.isEmpty()) {
      Map<String, SharedFetch.Claim<Optional<byte[]>>> mine = new LinkedHashMap<>();
      List<String> others = new ArrayList<>();
      for (String id : left) {
        Key key = new Key(calls.id(), id);
        Optional<Optional<byte[]>> known = fetches.known(key);
        if (known.isPresent()) {
          known.get().ifPresent(bytes -> read.put(id, bytes));
        } else {
          fetches.claim(key).ifPresentOrElse(claim -> mine.put(id, claim), () -> others.add(id));
        }
      }
      fetch(calls, mine, entries, read);
      left.clear();
      for (String id : others) {
        Optional<Optional<byte[]>> came = fetches.awaited(new Key(calls.id(), id));
        if (came.isPresent()) {
          came.get().ifPresent(bytes -> read.put(id, bytes));
        } else {
          left.add(id);
        }
      }
    }
    return read;
  }

  private void fetch(
      RepositoryCalls calls,
      Map<String, SharedFetch.Claim<Optional<byte[]>>> claims,
      Collection<Entry> entries,
      Map<String, byte[]> read) {
    if (claims.isEmpty()) {
      return;
    }
    BiConsumer<String, Optional<byte[]>> arrived =
        (id, bytes) -> {
          synchronized (read) {
            bytes.ifPresent(content -> read.put(id, content));
            SharedFetch.Claim<Optional<byte[]>> claim = claims.get(id);
            if (claim != null) {
              claim.ends(bytes);
            }
          }
        };
    try {
      Set<String> wanted = new LinkedHashSet<>(claims.keySet());
      kept.find(calls.id(), wanted)
          .forEach((id, bytes) -> {
            if (Blobs.idOf(bytes, id.length()).equals(id)) {
              arrived.accept(id, Optional.of(bytes));
              wanted.remove(id);
            }
          });
      BiConsumer<String, Optional<byte[]>> fetched =
          (id, bytes) -> {
            arrived.accept(id, bytes);
            bytes.ifPresent(content -> kept.keep(calls.id(), id, content));
          };
      if (wanted.size() >= WORTH_A_BATCH) {
        wanted.removeAll(inBatches(calls, batches(wanted, entries), fetched));
      }
      oneByOne(calls, wanted, fetched);
    } catch (RuntimeException e) {
      claims.values().forEach(claim -> claim.fails(e));
      throw e;
    }
  }

  private static List<List<String>> batches(Set<String> ids, Collection<Entry> entries) {
    Map<String, Long> sizes = new HashMap<>();
    for (Entry entry : entries) {
      if (ids.contains(entry.blob())) {
        sizes.put(entry.blob(), entry.size());
      }
    }
    List<List<String>> batches = new ArrayList<>();
    List<String> batch = new ArrayList<>();
    long bytes = 0;
    for (String id : ids) {
      long size = Math.max(0, sizes.getOrDefault(id, 0L));
      if (!batch.isEmpty() && (batch.size() == BATCH || bytes + size > BATCH_BYTES)) {
        batches.add(batch);
        batch = new ArrayList<>();
        bytes = 0;
      }
      batch.add(id);
      bytes += size;
    }
    batches.add(batch);
    return batches;
  }

  /// @return those that came
  private static Set<String> inBatches(
      RepositoryCalls calls,
      List<List<String>> batches,
      BiConsumer<String, Optional<byte[]>> fetched) {
    Set<String> came = new LinkedHashSet<>();
    for (List<String> batch : batches) {
      if (!calls.hasGraphQl()) {
        break;
      }
      inOneRequest(calls, batch)
          .forEach((id, bytes) -> {
            came.add(id);
            fetched.accept(id, Optional.of(bytes));
          });
    }
    return came;
  }

  private static Map<String, byte[]> inOneRequest(RepositoryCalls calls, List<String> ids) {
    StringBuilder query =
        new StringBuilder("query Blobs($owner: String!, $name: String!) {\n")
            .append("  repository(owner: $owner, name: $name) {\n    databaseId\n");
    List<String> named = ids.stream().filter(BlobStore::isId).toList();
    for (int i = 0; i < named.size(); i++) {
      query
          .append("    b")
          .append(i)
          .append(": object(oid: \"")
          .append(named.get(i))
          .append("\") { ... on Blob { isTruncated text } }\n");
    }
    query.append("  }\n}\n");
    ObjectNode variables = RepositoryCalls.JSON.createObjectNode();
    variables.put("owner", calls.owner()).put("name", calls.name());
    JsonNode repository;
    try {
      repository = calls.graphQl(query.toString(), variables).path("data").path("repository");
    } catch (ForgeException.NotFound e) {
      calls.lacksGraphQl();
      return Map.of();
    } catch (ForgeException.Refused | ForgeException.Forbidden e) {
      return Map.of();
    }
    // A name can have gone to another repository; its id cannot.
    if (repository.path("databaseId").asLong(calls.id()) != calls.id()) {
      return Map.of();
    }
    Map<String, byte[]> came = new LinkedHashMap<>();
    for (int i = 0; i < named.size(); i++) {
      JsonNode blob = repository.path("b" + i);
      if (blob.path("text").isTextual() && !blob.path("isTruncated").asBoolean()) {
        byte[] bytes = blob.path("text").textValue().getBytes(StandardCharsets.UTF_8);
        // What is no UTF-8 comes as something else.
        if (Blobs.idOf(bytes, named.get(i).length()).equals(named.get(i))) {
          came.put(named.get(i), bytes);
        }
      }
    }
    return came;
  }

  private static boolean isId(String id) {
    return id.length() >= 40
        && id.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  private static void oneByOne(
      RepositoryCalls calls, Set<String> ids, BiConsumer<String, Optional<byte[]>> fetched) {
    if (ids.size() == 1) {
      String id = ids.iterator().next();
      fetched.accept(id, fetch(calls, id));
      return;
    }
    Semaphore free = new Semaphore(AT_ONCE);
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (String id : ids) {
        all.add(
            threads.submit(() -> {
              free.acquire();
              try {
                fetched.accept(id, fetch(calls, id));
              } finally {
                free.release();
              }
              return id;
            }));
      }
      try {
        for (Future<?> task : all) {
          task.get();
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
    if (!Blobs.idOf(bytes, id.length()).equals(id)) {
      throw new ForgeException.Unavailable(
          "blob " + id + ": what GitHub sent is something else",
          Duration.ofMinutes(1),
          new IOException("wrong content"));
    }
    return Optional.of(bytes);
  }
}
