package dev.retort.change;

import dev.retort.python.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Contents by git object id.
@FunctionalInterface
public interface Blobs {
  /// @return the bytes of every id that exists; the others are absent
  Map<String, byte[]> read(Collection<String> ids);

  /// The sizes of contents in bytes, as far as they can be told cheaply.
  default Map<String, Long> sizes(Collection<String> ids) {
    return Map.of();
  }

  /// Whether contents are at hand, and need not be fetched from somewhere.
  default boolean areNear() {
    return true;
  }

  /// The same contents, said to be far away.
  static Blobs far(Blobs blobs) {
    return new Blobs() {
      @Override
      public Map<String, byte[]> read(Collection<String> ids) {
        return blobs.read(ids);
      }

      @Override
      public Map<String, Long> sizes(Collection<String> ids) {
        return blobs.sizes(ids);
      }

      @Override
      public boolean areNear() {
        return false;
      }
    };
  }

  /// What git would call this content.
  static String idOf(byte[] content) {
    return idOf(content, 40);
  }

  /// The same in any repository.
  ///
  /// @param digits of the repository's ids: 64 where it uses SHA-256, else 40
  static String idOf(byte[] content, int digits) {
    MessageDigest digest = digits == 64 ? Digest.SHA_256.fresh() : Digest.SHA_1.fresh();
    digest.update(("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest.digest(content));
  }

  /// Contents held in memory, by id.
  static Blobs of(Map<String, byte[]> contents) {
    Map<String, byte[]> held = Map.copyOf(contents);
    return ids -> {
      Map<String, byte[]> found = new HashMap<>();
      for (String id : ids) {
        byte[] bytes = held.get(id);
        if (bytes != null) {
          found.put(id, bytes);
        }
      }
      return found;
    };
  }

  /// The first store, and the second for what the first does not know. Where both are the same
  /// store it is asked once.
  static Blobs either(Blobs first, Blobs second) {
    if (first.equals(second)) {
      return first;
    }
    Blobs both =
        new Blobs() {
          @Override
          public Map<String, byte[]> read(Collection<String> ids) {
            return fromBoth(ids, first::read, second::read);
          }

          @Override
          public Map<String, Long> sizes(Collection<String> ids) {
            return fromBoth(ids, first::sizes, second::sizes);
          }
        };
    return first.areNear() && second.areNear() ? both : far(both);
  }

  private static <T> Map<String, T> fromBoth(
      Collection<String> ids,
      Function<Collection<String>, Map<String, T>> first,
      Function<Collection<String>, Map<String, T>> second) {
    Map<String, T> found = new HashMap<>(first.apply(ids));
    Set<String> rest = new LinkedHashSet<>(ids);
    rest.removeAll(found.keySet());
    if (!rest.isEmpty()) {
      found.putAll(second.apply(rest));
    }
    return found;
  }
}
