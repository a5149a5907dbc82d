package dev.retort.forge.github;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.retort.forge.ForgeException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/// What was fetched last, up to a number of bytes; and one fetch for all who wait for the same.
/// Safe for many threads.
final class SharedFetch<K, V> {
  private final Cache<K, V> remembered;
  private final Map<K, CompletableFuture<V>> underway = new ConcurrentHashMap<>();

  /// @param most in bytes
  /// @param bytes what a value weighs, about
  SharedFetch(long most, ToLongFunction<V> bytes) {
    remembered =
        Caffeine.newBuilder()
            .maximumWeight(most)
            .weigher((K _, V value) -> (int) Math.min(Integer.MAX_VALUE, bytes.applyAsLong(value)))
            .build();
  }

  Optional<V> known(K key) {
    return Optional.ofNullable(remembered.getIfPresent(key));
  }

  void remember(K key, V value) {
    remembered.put(key, value);
  }

  /// Makes fetching this the caller's business, which ends with [Claim#ends].
  ///
  /// @return empty where somebody else is at it
  Optional<Claim<V>> claim(K key) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> there = underway.putIfAbsent(key, mine);
    return there != null
        ? Optional.empty()
        : Optional.of(
            new Claim<>() {
              @Override
              public void ends(V value) {
                remembered.put(key, value);
                underway.remove(key, mine);
                mine.complete(value);
              }

              @Override
              public void fails(RuntimeException reason) {
                underway.remove(key, mine);
                mine.completeExceptionally(reason);
              }
            });
  }

  /// Somebody fetches it for all.
  interface Claim<V> {
    void ends(V value);

    /// Does nothing where it has ended.
    void fails(RuntimeException reason);
  }

  /// What somebody else is fetching, when it has come.
  ///
  /// @return empty where nobody is at it any more
  Optional<V> awaited(K key) {
    CompletableFuture<V> other = underway.get(key);
    if (other == null) {
      return known(key);
    }
    try {
      return Optional.of(other.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ForgeException failure) {
        throw failure;
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ForgeException.Unavailable("waiting: interrupted", Duration.ZERO, e);
    }
  }

  V get(K key, Supplier<V> fetch) {
    while (true) {
      Optional<V> known = known(key);
      if (known.isPresent()) {
        return known.get();
      }
      Optional<Claim<V>> claim = claim(key);
      if (claim.isPresent()) {
        try {
          V value = fetch.get();
          claim.get().ends(value);
          return value;
        } catch (RuntimeException e) {
          claim.get().fails(e);
          throw e;
        }
      }
      Optional<V> others = awaited(key);
      if (others.isPresent()) {
        return others.get();
      }
    }
  }
}
