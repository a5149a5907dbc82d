package dev.retort.git;

import dev.retort.report.Visible;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A commit of chosen files of a working tree: the one thing that is written through git, and only
/// where a person asked for it. Hooks run and whoever is configured signs, as in any commit of
/// theirs; whatever else is staged stays staged.
public final class GitCommit {
  private final Path folder;

  /// @param folder the repository's, or one in it: paths are then relative to that one
  public GitCommit(Path folder) {
    this.folder = folder;
  }

  /// @return the new commit's short id
  /// @throws UnusableInputException with git's own words where it does not commit
  public String of(Collection<String> paths, String message) {
    List<String> add = new ArrayList<>(List.of("add", "--"));
    add.addAll(paths);
    var _ = git(add);
    List<String> commit =
        new ArrayList<>(List.of("commit", "--quiet", "--only", "-m", message, "--"));
    commit.addAll(paths);
    var _ = git(commit);
    return git(List.of("rev-parse", "--short", "HEAD")).strip();
  }

  /// Makes a repository of a folder with all its files in one commit, for what is made up: nobody
  /// signs it and no hook runs.
  ///
  /// @throws UnusableInputException where git cannot be started
  public static void first(Path folder) {
    GitCommit commit = new GitCommit(folder);
    var _ = commit.git(List.of("init", "--quiet"));
    var _ = commit.git(List.of("add", "--all"));
    List<String> unsigned = new ArrayList<>();
    for (String setting :
        List.of(
            "user.name=Retort",
            "user.email=retort@example.com",
            "commit.gpgSign=false",
            "core.hooksPath=/dev/null")) {
      unsigned.addAll(List.of("-c", setting));
    }
    unsigned.addAll(List.of("commit", "--quiet", "--message", "Begin"));
    var _ = commit.git(unsigned);
  }

  private String git(List<String> arguments) {
    List<String> command =
        new ArrayList<>(List.of("git", "-C", folder.toString(), "--literal-pathspecs"));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new UnusableInputException(
            "git " + arguments.getFirst() + " failed: " + Visible.line(said.strip(), 400));
      }
      return said;
    } catch (IOException e) {
      throw new UnusableInputException("git cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnusableInputException("interrupted while git was running.");
    }
  }
}
