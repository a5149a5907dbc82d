package dev.retort.alembic;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The search for the environments of a repository.
public final class Environments {
  /// What the key `environments` of `.github/retort.yml` takes.
  public static final SettingsKey LISTED = ListedEnvironments.TAKES;

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
    public Request {
      configs = List.copyOf(configs);
      versions = List.copyOf(versions);
    }

    /// Discovery as a bot does it: everything from the tree.
    public static final Request EVERYTHING =
        new Request(List.of(), Optional.empty(), ".", List.of());
  }

  /// What a tree holds.
  ///
  /// @param environments in a stable order: by script location
  /// @param mistakes what `environments:` of `.github/retort.yml` says wrong: no environment's own
  ///   problem, because it may name none
  public record Found(List<Environment> environments, List<Problem> mistakes) {
    public Found {
      environments = List.copyOf(environments);
      mistakes = List.copyOf(mistakes);
    }
  }

  /// The environments of a tree, in a stable order: by script location. Where nobody says from
  /// which folder Alembic is run, relative locations are tried from the configuration's own folder,
  /// then from the root. Besides, the tree is looked through for revisions that nothing loads.
  public static List<Environment> discover(SourceTree tree, Request request) {
    return new Discovery(tree, request, Optional.empty(), Optional.of(new LooseFiles(Set.of())))
        .found()
        .environments();
  }

  /// @param settings the tree whose `.github/retort.yml` counts: the base branch's for a change, so
  ///   that a change cannot hide an environment from its own judge
  /// @param loose what looks for revisions that nothing loads
  public static List<Environment> discover(
      SourceTree tree, Request request, SourceTree settings, LooseFiles loose) {
    return new Discovery(tree, request, Optional.of(settings), Optional.of(loose))
        .found()
        .environments();
  }

  /// The environments that are configured, and the mistakes of the tree's own `.github/retort.yml`.
  public static Found find(SourceTree tree, Request request) {
    return new Discovery(tree, request, Optional.empty(), Optional.empty()).found();
  }

  /// @param settings the tree whose file counts
  public static Found find(SourceTree tree, Request request, SourceTree settings) {
    return new Discovery(tree, request, Optional.of(settings), Optional.empty()).found();
  }
}
