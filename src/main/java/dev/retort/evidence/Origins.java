package dev.retort.evidence;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Who brought revision files to the base branch, as far as somebody knows. Asked only about the
/// counterparts of findings that fail.
@FunctionalInterface
public interface Origins {
  /// Nobody knows.
  Origins NONE = paths -> Map.of();

  /// By path; nothing for what is not known.
  Map<String, Origin> of(Collection<String> paths);

  /// What a file came with.
  sealed interface Origin {
    /// A pull request.
    ///
    /// @param author the login, where it is known
    record PullRequest(int number, Optional<String> author) implements Origin {}

    /// A commit of the base branch.
    ///
    /// @param id the first digits of its id
    /// @param day of it, as `2026-03-01`
    /// @param pullRequest what its message says that it merged
    record Commit(String id, String day, Optional<Integer> pullRequest) implements Origin {}
  }
}
