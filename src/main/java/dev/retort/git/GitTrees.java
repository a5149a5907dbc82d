package dev.retort.git;

import dev.retort.git.GitProcess.Answer;
import dev.retort.git.GitProcess.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The folders of a clone that leaves even these to a remote (`--filter=tree:0`). Git by itself
/// would fetch them level by level; here all that is wanted comes in one piece, with its files.
final class GitTrees {
  /// Larger files come one by one, should anybody need them.
  private static final String LARGEST = "1m";

  private static final Limits HERE = Limits.of(Duration.ofDays(1), Long.MAX_VALUE);

  private final Path folder;
  private final GitBlobs blobs;
  private final Set<String> expected = new LinkedHashSet<>();
  private boolean fetched;

  GitTrees(Path folder, GitBlobs blobs) {
    this.folder = folder;
    this.blobs = blobs;
  }

  /// Notes commits that will be looked at: their folders come with the first that has to be
  /// fetched. Names that are not known are left out.
  void expect(Stream<String> names) {
    names.forEach(expected::add);
  }

  /// Runs git. Where it looks into folders that are missing, these are fetched first.
  Answer run(List<String> arguments) {
    boolean looksIn =
        arguments.getFirst().equals("ls-tree") || arguments.getFirst().equals("status");
    if (!fetched && looksIn && blobs.isPartial()) {
      Answer here = GitProcess.run(folder, HERE, new byte[0], arguments);
      if (here.code() == 0) {
        return here;
      }
      if (arguments.getFirst().equals("ls-tree")) {
        expected.add(arguments.getLast());
      }
      fetch();
    }
    return GitProcess.run(folder, Limits.NONE, new byte[0], arguments);
  }

  private void fetch() {
    Set<String> all = new LinkedHashSet<>();
    commit("HEAD").ifPresent(all::add);
    expected.forEach(name -> commit(name).ifPresent(all::add));
    List<String> tips = List.copyOf(all);
    for (String one : tips) {
      for (String other : tips.subList(tips.indexOf(one) + 1, tips.size())) {
        Answer parted = here("merge-base", one, other);
        if (parted.code() == 0) {
          all.add(parted.text().strip());
        }
      }
    }
    List<String> asked = new ArrayList<>(List.of("log", "--no-walk", "--format=%T"));
    asked.addAll(all);
    Answer trees = here(asked.toArray(String[]::new));
    String remote = blobs.promisor().orElseThrow();
    if (trees.code() != 0 || trees.text().isBlank()) {
      return;
    }
    Answer answer =
        GitProcess.run(
            folder,
            Limits.NONE,
            trees.text().getBytes(StandardCharsets.US_ASCII),
            GitBlobs.fetching(remote, "blob:limit=" + LARGEST));
    fetched = true;
    if (answer.code() != 0) {
      throw new UnusableInputException(
          "the folders of "
              + (all.size() == 1 ? "a commit that is" : all.size() + " commits that are")
              + " needed here are not in this clone, and fetching from "
              + remote
              + " failed: "
              + answer.complaint()
              + "; `git fetch --refetch --filter=blob:none "
              + remote
              + "` brings them where it can be reached.");
    }
  }

  /// What is known without a fetch.
  Answer here(String... arguments) {
    return GitProcess.run(folder, HERE, new byte[0], List.of(arguments));
  }

  private Optional<String> commit(String name) {
    Answer answer =
        here("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
    return answer.code() == 0 ? Optional.of(answer.text().strip()) : Optional.empty();
  }
}
