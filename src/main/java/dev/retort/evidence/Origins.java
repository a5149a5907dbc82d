package dev.retort.evidence;

import java.util.Collection;
import java.util.Map;

/// Who brought revision files to the base branch, as far as somebody knows. Asked only about the
/// counterparts of findings that fail.
@FunctionalInterface
public interface Origins {
  /// Nobody knows.
  Origins NONE = paths -> Map.of();

  /// By path: `#12`, or a commit with its day, as a text that may follow "it came with"; nothing
  /// for what is not known.
  Map<String, String> of(Collection<String> paths);
}
