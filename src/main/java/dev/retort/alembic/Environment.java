package dev.retort.alembic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A folder that Alembic runs from, with its settings.
///
/// @param scriptLocation the folder, relative to the repository's root; `.` for the root itself
/// @param config the file that configures it, where there is one
/// @param versionLocations the folders that hold revision files, in Alembic's order
/// @param recursive whether their sub-folders are read as well
/// @param sourceless whether compiled files without a source count
/// @param options the other keys of its section, interpolated, lower case (`file_template`,
///   `timezone`, …); of `sqlalchemy.url` the driver alone, because the rest may be secret
/// @param problems what is wrong with the configuration (RT401, RT402)
/// @param unread revision files near it that neither it nor another environment loads
public record Environment(
    String scriptLocation,
    Optional<String> config,
    List<String> versionLocations,
    boolean recursive,
    boolean sourceless,
    Map<String, String> options,
    List<Problem> problems,
    List<UnreadRevision> unread) {
  public Environment {
    versionLocations = List.copyOf(versionLocations);
    options = Map.copyOf(options);
    problems = List.copyOf(problems);
    unread = List.copyOf(unread);
  }

  /// One that leaves no revision file unread.
  public Environment(
      String scriptLocation,
      Optional<String> config,
      List<String> versionLocations,
      boolean recursive,
      boolean sourceless,
      Map<String, String> options,
      List<Problem> problems) {
    this(
        scriptLocation,
        config,
        versionLocations,
        recursive,
        sourceless,
        options,
        problems,
        List.of());
  }

  /// The same environment with one more problem.
  Environment with(Problem problem) {
    List<Problem> more = new ArrayList<>(problems);
    more.add(problem);
    return withProblems(more);
  }

  /// The same environment with these problems and no others.
  public Environment withProblems(List<Problem> others) {
    return new Environment(
        scriptLocation, config, versionLocations, recursive, sourceless, options, others, unread);
  }

  /// The same environment with other version locations.
  Environment reading(List<String> locations) {
    return new Environment(
        scriptLocation, config, locations, recursive, sourceless, options, problems, unread);
  }

  /// The same environment, with these files near it that nothing loads.
  public Environment withUnread(List<UnreadRevision> files) {
    return new Environment(
        scriptLocation, config, versionLocations, recursive, sourceless, options, problems, files);
  }
}
