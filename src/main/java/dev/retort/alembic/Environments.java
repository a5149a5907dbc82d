package dev.retort.alembic;

import java.util.List;
import java.util.Optional;

/// Finds the environments of a repository.
public final class Environments {
  private Environments() {}

  /// @param configs read only these ini or toml files instead of looking for some
  /// @param section the ini section, normally `alembic`
  /// @param workingDirectory what relative locations are relative to; `.` is the repository's root
  /// @param versions take these folders as version locations and look no further
  public record Request(
      List<String> configs,
      Optional<String> section,
      String workingDirectory,
      List<String> versions) {
    /// Discovery as a bot does it: everything from the tree.
    public static final Request EVERYTHING =
        new Request(List.of(), Optional.empty(), ".", List.of());
  }

  /// In a stable order: by script location.
  public static List<Environment> discover(SourceTree tree, Request request) {
    throw new UnsupportedOperationException("being built");
  }
}
