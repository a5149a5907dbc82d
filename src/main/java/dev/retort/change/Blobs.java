package dev.retort.change;

import java.util.Collection;
import java.util.Map;

/// Contents by git object id.
@FunctionalInterface
public interface Blobs {
  /// @return the bytes of every id that exists; the others are absent
  Map<String, byte[]> read(Collection<String> ids);
}
