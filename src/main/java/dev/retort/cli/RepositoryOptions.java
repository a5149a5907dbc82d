package dev.retort.cli;

import dev.retort.alembic.Environments;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What every command that looks at a repository takes.
final class RepositoryOptions {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "REPO",
      defaultValue = ".",
      description = "The repository's folder (default: the current one).")
  Path folder = Path.of(".");

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Alembic's ini or toml file, relative to REPO; repeatable.")
  List<String> configs = new ArrayList<>();

  @Option(
      names = "--name",
      paramLabel = "SECTION",
      description = "The section of the ini file to read.")
  @Nullable String section;

  @Option(
      names = "--cwd",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "What relative locations are relative to (default: REPO).")
  String workingDirectory = ".";

  @Option(
      names = "--versions",
      paramLabel = "DIR",
      description = "Take this folder as the version location and look no further; repeatable.")
  List<String> versions = new ArrayList<>();

  /// @throws UnusableInputException where a path leads out of the repository
  Environments.Request request() {
    return new Environments.Request(
        configs.stream().map(RepositoryOptions::inside).toList(),
        Optional.ofNullable(section),
        inside(workingDirectory),
        versions.stream().map(RepositoryOptions::inside).toList());
  }

  private static String inside(String path) {
    Path normal = Path.of(path).normalize();
    if (normal.isAbsolute() || normal.startsWith("..")) {
      throw new UnusableInputException(path + " leads out of the repository.");
    }
    String text = normal.toString().replace('\\', '/');
    return text.isEmpty() ? "." : text;
  }
}
