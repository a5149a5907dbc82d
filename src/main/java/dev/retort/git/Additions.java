package dev.retort.git;

import dev.retort.git.GitProcess.Answer;
import dev.retort.git.GitProcess.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The order in which the commits below one brought the Python files of a repository, by name,
/// wherever they lay: parents before children and a merge's first parent first, so that nothing
/// depends on the clocks of those who committed. Asked once, when somebody wants it.
final class Additions implements Supplier<Optional<List<String>>> {
  private static final Limits LOG = Limits.of(Duration.ofSeconds(15), 64L << 20);

  private final Path folder;
  private final String commit;
  private Optional<Optional<List<String>>> known = Optional.empty();

  Additions(Path folder, String commit) {
    this.folder = folder;
    this.commit = commit;
  }

  /// @return empty where git cannot be asked, or the clone does not have all of its history
  @Override
  public synchronized Optional<List<String>> get() {
    if (known.isEmpty()) {
      known = Optional.of(asked());
    }
    return known.get();
  }

  private Optional<List<String>> asked() {
    try {
      Answer shallow = run("rev-parse", "--is-shallow-repository");
      if (shallow.code() != 0 || !shallow.text().startsWith("false")) {
        return Optional.empty();
      }
      Answer log =
          run(
              "-c",
              "log.showRoot=true",
              "log",
              "--no-show-signature",
              "--reverse",
              "--topo-order",
              "--diff-filter=A",
              "--no-renames",
              "--no-relative",
              "--format=",
              "--name-only",
              "-z",
              commit);
      if (log.code() != 0 || log.cut()) {
        return Optional.empty();
      }
      Set<String> names = new LinkedHashSet<>();
      for (String path : log.text().split("[\\x00\n]", -1)) {
        if (path.endsWith(".py")) {
          names.add(path.substring(path.lastIndexOf('/') + 1));
        }
      }
      return Optional.of(List.copyOf(names));
    } catch (UnusableInputException noGit) {
      return Optional.empty();
    }
  }

  private Answer run(String... arguments) {
    return GitProcess.run(folder, LOG, new byte[0], List.of(arguments));
  }
}
