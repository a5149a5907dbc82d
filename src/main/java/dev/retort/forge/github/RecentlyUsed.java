package dev.retort.forge.github;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// What was used last, up to a number of bytes. Safe for many threads.
final class RecentlyUsed<K, V> {
  private final long limit;
  private final ToLongFunction<V> bytes;
  private final Map<K, V> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long held;

  /// @param limit in bytes
  /// @param bytes what a value weighs, about
  RecentlyUsed(long limit, ToLongFunction<V> bytes) {
    this.limit = limit;
    this.bytes = bytes;
  }

  synchronized Optional<V> get(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  synchronized void put(K key, V value) {
    V before = entries.remove(key);
    if (before != null) {
      held -= bytes.applyAsLong(before);
    }
    long weight = bytes.applyAsLong(value);
    if (weight > limit) {
      return;
    }
    entries.put(key, value);
    held += weight;
    Iterator<Map.Entry<K, V>> oldest = entries.entrySet().iterator();
    while (held > limit) {
      held -= bytes.applyAsLong(oldest.next().getValue());
      oldest.remove();
    }
  }
}
