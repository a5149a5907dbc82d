package dev.retort.alembic;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Version locations that `env.py` sets while it runs: they count for every command that runs it,
/// whatever the configuration says.
final class RunningLocations {
  private final SourceTree tree;
  private final Folders folders;
  private final Function<String, List<String>> workingDirectories;

  /// @param workingDirectories what relative locations may be relative to, for a configuration in
  ///   some folder
  RunningLocations(
      SourceTree tree, Folders folders, Function<String, List<String>> workingDirectories) {
    this.tree = tree;
    this.folders = folders;
    this.workingDirectories = workingDirectories;
  }

  void apply(FoundEnvironments found) {
    List<String> files =
        found.stream()
            .filter(each -> tree.isNear() || LoadOrder.of(folders, each).isEmpty())
            .map(each -> Folders.join(each.scriptLocation(), "env.py"))
            .filter(folders::isFile)
            .distinct()
            .toList();
    Map<String, byte[]> read = folders.readFollowing(files);
    found.change(environment -> {
      String env = Folders.join(environment.scriptLocation(), "env.py");
      return Optional.ofNullable(read.get(env))
          .flatMap(content -> CodeConfig.scriptLocations(env, content))
          .map(set -> running(environment, env, set))
          .orElse(environment);
    });
  }

  private Environment running(Environment environment, String env, CodeConfig.ScriptLocations set) {
    Set<String> locations = new LinkedHashSet<>();
    if (set.added()) {
      locations.addAll(environment.versionLocations());
    }
    for (String path : set.paths().orElse(List.of())) {
      String folder =
          environment
              .config()
              .map(Folders::parent)
              .orElse(Folders.parent(environment.scriptLocation()));
      Configuration.places(path, workingDirectories.apply(folder)).stream()
          .filter(folders::isFolder)
          .findFirst()
          .ifPresent(locations::add);
    }
    if (set.paths().isEmpty() || locations.isEmpty()) {
      return environment.with(
          new Problem(
              Severity.WARNING, env, set.line(), Optional.empty(), new Flaw.NoLocation.Computed()));
    }
    return environment.reading(List.copyOf(locations));
  }

  /// Whether an environment's version locations are set to what only running `env.py` would tell.
  static boolean isUndecided(Environment environment) {
    return environment.problems().stream()
        .anyMatch(problem -> problem.flaw() instanceof Flaw.NoLocation.Computed);
  }
}
