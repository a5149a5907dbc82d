package dev.retort.cli;

import dev.retort.alembic.Environments;
import dev.retort.git.UnusableInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.sourceforge.argparse4j.impl.Arguments;
import net.sourceforge.argparse4j.inf.ArgumentParser;
import net.sourceforge.argparse4j.inf.Namespace;

/// What every command that looks at a repository takes.
///
/// @param folder the repository's
/// @param configs Alembic's ini or toml files, relative to it
/// @param section of the ini file
/// @param workingDirectory what relative locations are relative to
/// @param versions version locations that were named
record RepositoryOptions(
    Path folder,
    List<String> configs,
    Optional<String> section,
    String workingDirectory,
    List<String> versions) {
  static void declare(ArgumentParser parser) {
    parser
        .addArgument("REPO")
        .nargs("?")
        .setDefault(".")
        .help("the repository's folder (default: the current one)");
    parser
        .addArgument("--config")
        .metavar("FILE")
        .action(Arguments.append())
        .setDefault(new ArrayList<String>())
        .help("Alembic's ini or toml file, relative to REPO; repeatable");
    parser.addArgument("--name").metavar("SECTION").help("the section of the ini file to read");
    parser
        .addArgument("--cwd")
        .metavar("DIR")
        .setDefault(".")
        .help("what relative locations are relative to (default: REPO)");
    parser
        .addArgument("--versions")
        .metavar("DIR")
        .action(Arguments.append())
        .setDefault(new ArrayList<String>())
        .help("take this folder as the version location and look no further; repeatable");
  }

  static RepositoryOptions of(Namespace given) {
    return new RepositoryOptions(
        Path.of(given.getString("REPO")),
        given.getList("config"),
        Optional.ofNullable(given.getString("name")),
        given.getString("cwd"),
        given.getList("versions"));
  }

  /// @throws UnusableInputException where a path leads out of the repository
  Environments.Request request() {
    return new Environments.Request(
        configs.stream().map(RepositoryOptions::inside).toList(),
        section,
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
