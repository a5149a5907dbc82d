package dev.retort.git;

import dev.retort.alembic.SourceTree;
import dev.retort.change.Blobs;
import dev.retort.change.Snapshot;
import dev.retort.git.GitProcess.Answer;
import dev.retort.git.GitProcess.Limits;
import dev.retort.report.Visible;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A local git repository, asked through the `git` program. Only commands that read, and that run
/// no hook, filter or pager.
public final class GitRepository {
  private final Path folder;
  private final Map<String, String> commits = new HashMap<>();
  private final GitBlobs contents;
  private final Blobs blobs;

  private GitRepository(Path folder) {
    this.folder = folder;
    this.contents = new GitBlobs(folder);
    this.blobs =
        new Blobs() {
          @Override
          public Map<String, byte[]> read(Collection<String> ids) {
            return contents.read(ids);
          }

          @Override
          public boolean areNear() {
            return !contents.isPartial();
          }
        };
  }

  /// @param folder the repository's, or one in it: paths are then relative to that one
  public static GitRepository at(Path folder) {
    GitRepository repository = new GitRepository(folder);
    Answer answer = repository.run(new byte[0], "rev-parse", "--git-dir");
    if (answer.code() != 0) {
      throw new UnusableInputException(folder + " is in no git repository.");
    }
    return repository;
  }

  /// The full id of the commit that a name means; a name means the same one for as long as this
  /// repository is asked.
  String commit(String name) {
    return commits.computeIfAbsent(name, this::resolved);
  }

  private String resolved(String name) {
    Answer answer =
        run(
            new byte[0],
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            name + "^{commit}");
    if (answer.code() != 0) {
      throw new UnusableInputException("git knows no commit " + Visible.line(name, 100) + ".");
    }
    return answer.text().strip();
  }

  /// Where two commits parted; empty where they have nothing in common.
  public Optional<String> mergeBase(String one, String other) {
    Answer answer = run(new byte[0], "merge-base", commit(one), commit(other));
    return answer.code() == 0 ? Optional.of(answer.text().strip()) : Optional.empty();
  }

  /// The files of a commit below this folder.
  ///
  /// @param name what people call the commit
  public Snapshot snapshot(String name) {
    // Without sizes: in a partial clone git would fetch every file to tell its own.
    byte[] listing = checked("ls-tree", "-r", "-z", commit(name));
    TreeMap<String, SourceTree.Entry> entries = new TreeMap<>();
    int start = 0;
    for (int i = 0; i < listing.length; i++) {
      if (listing[i] == 0) {
        String line = new String(listing, start, i - start, StandardCharsets.UTF_8);
        entry(line, entries);
        start = i + 1;
      }
    }
    contents.expect(entries);
    return new Snapshot(name, entries, blobs);
  }

  /// One line of `ls-tree`: mode, type and id, a tab, and the path.
  private static void entry(String line, Map<String, SourceTree.Entry> entries) {
    int tab = line.indexOf('\t');
    String[] fields = line.substring(0, tab).split(" +", -1);
    SourceTree.Kind kind =
        switch (fields[0]) {
          case "120000" -> SourceTree.Kind.SYMLINK;
          case "160000" -> SourceTree.Kind.SUBMODULE;
          default -> SourceTree.Kind.FILE;
        };
    entries.put(line.substring(tab + 1), new SourceTree.Entry(fields[2], kind, -1));
  }

  /// A branch of this clone or of one of its remotes.
  ///
  /// @param name as its own repository calls it
  record Branch(String name, String commit) {}

  List<Branch> branches() {
    String listing =
        new String(
            checked(
                "for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/remotes"),
            StandardCharsets.UTF_8);
    return listing
        .lines()
        .map(line -> line.split(" ", 2))
        .map(line -> new Branch(branchName(line[1]), line[0]))
        .toList();
  }

  private static String branchName(String ref) {
    String[] parts = ref.split("/", 4);
    boolean remote = parts[1].equals("remotes") && parts.length == 4;
    return remote ? parts[3] : ref.substring("refs/heads/".length());
  }

  /// The tip of what the remote `origin` calls its default branch, as last heard of.
  Optional<String> remoteDefaultBranch() {
    Answer answer =
        run(new byte[0], "rev-parse", "--verify", "--quiet", "refs/remotes/origin/HEAD^{commit}");
    return answer.code() == 0 ? Optional.of(answer.text().strip()) : Optional.empty();
  }

  /// A commit that brought a file.
  ///
  /// @param day `YYYY-MM-DD`
  record Brought(String commit, String day, String subject) {
    String shortId() {
      return commit.substring(0, Math.min(10, commit.length()));
    }
  }

  /// The last commit on a branch's own line that brought a file which was not there before.
  ///
  /// @param name the branch or commit
  /// @param path relative to this folder
  Optional<Brought> broughtBy(String name, String path) {
    Answer answer =
        run(
            new byte[0],
            "log",
            "--first-parent",
            "-m",
            "--no-renames",
            "--diff-filter=A",
            "-1",
            "-s",
            "--format=%H %cs %s",
            commit(name),
            "--",
            path);
    String[] parts = answer.text().strip().split(" ", 3);
    return answer.code() == 0 && parts.length >= 2
        ? Optional.of(new Brought(parts[0], parts[1], parts.length == 3 ? parts[2] : ""))
        : Optional.empty();
  }

  private byte[] checked(String... arguments) {
    Answer answer = run(new byte[0], arguments);
    if (answer.code() != 0) {
      throw new UnusableInputException("git " + arguments[0] + " failed: " + answer.complaint());
    }
    return answer.out();
  }

  private Answer run(byte[] input, String... arguments) {
    return GitProcess.run(folder, Limits.NONE, input, List.of(arguments));
  }
}
