package dev.retort.cli;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.Flaw;
import dev.retort.alembic.History;
import dev.retort.alembic.Problem;
import dev.retort.alembic.SourceTree;
import dev.retort.git.GitRepository;
import dev.retort.git.UnusableInputException;
import dev.retort.git.WorkingTree;
import dev.retort.report.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
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
/// @param allowNone whether a folder without any environment is no mistake
record RepositoryOptions(
    Path folder,
    List<String> configs,
    Optional<String> section,
    String workingDirectory,
    List<String> versions,
    boolean allowNone) {
  static void declare(ArgumentParser parser) {
    parser
        .addArgument("REPO")
        .nargs("?")
        .setDefault(".")
        .help("the repository's folder, or one in it (default: the current one)");
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
    parser
        .addArgument("--allow-none")
        .action(Arguments.storeTrue())
        .help("a repository without any Alembic environment is no mistake");
  }

  static RepositoryOptions of(Namespace given) {
    return new RepositoryOptions(
        Path.of(given.getString("REPO")),
        given.getList("config"),
        Optional.ofNullable(given.getString("name")),
        given.getString("cwd"),
        given.getList("versions"),
        given.getBoolean("allow_none"));
  }

  /// @throws UnusableInputException where a path leads out of the repository
  Environments.Request request() {
    return new Environments.Request(
        configs.stream().map(RepositoryOptions::inside).toList(),
        section,
        inside(workingDirectory),
        versions.stream().map(RepositoryOptions::inside).toList());
  }

  /// Declares the commit to look at.
  static void declareCommit(ArgumentParser parser) {
    parser
        .addArgument("--rev")
        .metavar("REF")
        .help("look at this commit of REPO instead of the working tree");
  }

  /// As [#upwards], from what was given, with a line on the terminal that tells how far it is.
  ///
  /// @param err where that line is shown
  static <R> R look(
      Namespace given,
      PrintWriter err,
      BiFunction<RepositoryOptions, Progress, R> look,
      Predicate<R> nothing) {
    try (Progress progress = Progress.on(err, OutputOptions.of(given))) {
      return of(given).upwards(repository -> look.apply(repository, progress), nothing);
    }
  }

  /// What is found in the folder, or else in the first folder above it, up to git's top, where
  /// something is.
  ///
  /// @param look at a repository whose folder may be another
  /// @param nothing whether that found no environment
  <R> R upwards(Function<RepositoryOptions, R> look, Predicate<R> nothing) {
    R found = look.apply(this);
    if (!nothing.test(found) || !configs.isEmpty() || !versions.isEmpty()) {
      return found;
    }
    Optional<Path> top = Files.isDirectory(folder) ? top() : Optional.empty();
    Path at = real(folder);
    while (top.isPresent() && !at.equals(top.get()) && at.startsWith(top.get())) {
      at = at.resolve("..").normalize();
      R above = look.apply(at(at));
      if (!nothing.test(above)) {
        return above;
      }
    }
    return found;
  }

  /// Whether there is no environment, or only files that look like revisions and that no
  /// environment loads, as in a folder inside of an environment.
  static boolean loadsNothing(List<History> histories) {
    boolean nearby =
        histories.stream().anyMatch(history -> !history.environment().unread().isEmpty());
    return histories.isEmpty()
        || (nearby && histories.stream().allMatch(history -> history.revisions().isEmpty()));
  }

  private Optional<Path> top() {
    return GitRepository.find(folder).flatMap(GitRepository::top).map(RepositoryOptions::real);
  }

  private static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new UnusableInputException(path + " cannot be read: " + e.getMessage());
    }
  }

  RepositoryOptions at(Path other) {
    return new RepositoryOptions(other, configs, section, workingDirectory, versions, allowNone);
  }

  /// The folder's files.
  ///
  /// @throws UnusableInputException where the folder has none of its own to be read
  WorkingTree workingTree() {
    boolean bare =
        Files.isRegularFile(folder.resolve("HEAD"))
            && Files.isDirectory(folder.resolve("objects"))
            && Files.isDirectory(folder.resolve("refs"));
    if (bare) {
      throw new UnusableInputException(
          folder
              + " is a bare repository, which has no working tree; name a commit:"
              + " --head REF for check and fix, --rev REF for graph.");
    }
    return WorkingTree.of(folder);
  }

  /// @param trees of which one has to hold what was named
  /// @throws UnusableInputException where a configuration or folder that was named is in none
  void demandNamed(SourceTree... trees) {
    for (String config : request().configs()) {
      if (!anyHolds(trees, tree -> tree.entries().containsKey(config))) {
        throw missing("--config", config);
      }
    }
    List<String> folders = new ArrayList<>(request().versions());
    folders.add(request().workingDirectory());
    for (String each : folders) {
      boolean there =
          each.equals(".")
              || Files.isDirectory(folder.resolve(each))
              || anyHolds(trees, tree -> holdsFolder(tree, each));
      if (!there) {
        throw missing(request().versions().contains(each) ? "--versions" : "--cwd", each);
      }
    }
  }

  private static boolean anyHolds(SourceTree[] trees, Predicate<SourceTree> test) {
    for (SourceTree tree : trees) {
      if (test.test(tree)) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsFolder(SourceTree tree, String path) {
    String prefix = path + "/";
    var below = tree.entries().tailMap(prefix);
    return !below.isEmpty() && below.firstKey().startsWith(prefix);
  }

  private UnusableInputException missing(String option, String path) {
    return new UnusableInputException(
        "%s: %s does not exist in %s."
            .formatted(option, Visible.line(path, 200), GitRepository.named(folder)));
  }

  /// @param environments those that were found
  /// @throws UnusableInputException where a folder that matters to them may not be listed
  static void demandListed(WorkingTree tree, Collection<Environment> environments) {
    for (String closed : tree.unlisted()) {
      if (environments.isEmpty() || environments.stream().anyMatch(each -> matters(closed, each))) {
        throw new UnusableInputException(
            Visible.line(closed, 300) + " cannot be read: permission denied.");
      }
    }
  }

  private static boolean matters(String closed, Environment environment) {
    List<String> locations = new ArrayList<>(environment.versionLocations());
    locations.add(environment.scriptLocation());
    return locations.stream()
            .anyMatch(
                each -> (each + "/").startsWith(closed + "/") || closed.startsWith(each + "/"))
        || environment.problems().stream().anyMatch(problem -> seemsNowhere(closed, problem));
  }

  /// Whether the folder is one that a configuration names, and that looks as if it were not there.
  private static boolean seemsNowhere(String closed, Problem problem) {
    return problem.flaw() instanceof Flaw.Misconfigured.Pointless pointless
        && pointless.where() == Flaw.Misconfigured.Where.NOWHERE
        && (("/" + closed).endsWith("/" + pointless.value())
            || (pointless.value() + "/").startsWith(closed + "/"));
  }

  /// @param tree where nothing was found
  /// @throws UnusableInputException unless that was allowed
  void demandSome(SourceTree tree) {
    if (allowNone) {
      return;
    }
    String submodules =
        tree.entries().entrySet().stream()
            .filter(entry -> entry.getValue().kind() == SourceTree.Kind.SUBMODULE)
            .map(entry -> Visible.line(entry.getKey(), 80))
            .limit(3)
            .reduce((one, other) -> one + ", " + other)
            .map(each -> " Submodules are not looked into (" + each + "); name one as REPO.")
            .orElse("");
    throw new UnusableInputException(
        "no Alembic environment in "
            + GitRepository.named(folder)
            + "."
            + submodules
            + " Is it another folder? Otherwise name the configuration with --config, or the"
            + " folder of revisions with --versions; --allow-none lets it pass.");
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
