package dev.retort.git;

import dev.retort.alembic.SourceTree;
import dev.retort.change.Blobs;
import dev.retort.change.Snapshot;
import dev.retort.git.GitProcess.Answer;
import dev.retort.git.GitProcess.Limits;
import dev.retort.report.Visible;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A local git repository, asked through the `git` program. Only commands that read, and that run
/// no hook, filter or pager.
public final class GitRepository {
  private static final String CLOSED = " cannot be read: permission denied.";

  private static final Pattern ID = Pattern.compile("[0-9a-f]{40,64}");

  private final Path folder;
  private final Map<String, String> commits = new HashMap<>();
  private final Map<String, SortedMap<String, SourceTree.Entry>> listings = new HashMap<>();
  private final GitBlobs contents;
  private final GitTrees trees;
  private final Blobs blobs;

  private GitRepository(Path folder) {
    this.folder = folder;
    this.contents = new GitBlobs(folder);
    this.trees = new GitTrees(folder, contents);
    this.blobs =
        new Blobs() {
          @Override
          public Map<String, byte[]> read(Collection<String> ids) {
            return contents.read(ids);
          }

          @Override
          public Map<String, Long> sizes(Collection<String> ids) {
            return contents.sizes(ids);
          }

          @Override
          public boolean areNear() {
            return !contents.isPartial();
          }
        };
  }

  /// A folder in a sentence, where a dot alone would be read as its end.
  public static String named(Path folder) {
    return folder.normalize().toString().isEmpty() ? "this folder" : folder.toString();
  }

  /// @param folder the repository's, or one in it: paths are then relative to that one
  /// @throws UnusableInputException with git's own words where it will not read the repository
  public static GitRepository at(Path folder) {
    GitRepository repository = new GitRepository(folder);
    Answer answer = repository.run(new byte[0], "rev-parse", "--git-dir");
    if (answer.code() != 0) {
      String said = answer.complaint();
      Optional<Path> closed = closed(folder);
      if (closed.isPresent()) {
        throw new UnusableInputException(closed.get() + CLOSED);
      }
      throw new UnusableInputException(
          said.contains("not a git repository (or any")
              ? named(folder) + " is in no git repository."
              : named(folder) + " is in no git repository that git reads: " + said);
    }
    return repository;
  }

  /// The repository of a folder where it is in one and git is there to be asked.
  ///
  /// @throws UnusableInputException where git refuses because somebody else owns the repository,
  ///   with its advice: a person has to decide that; and where it may not be read
  public static Optional<GitRepository> find(Path folder) {
    try {
      return Optional.of(at(folder));
    } catch (UnusableInputException e) {
      if (e.line().contains("safe.directory") || e.line().endsWith(CLOSED)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /// What may not be read of the repository that the folder is in: git takes it for none then.
  private static Optional<Path> closed(Path folder) {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      Path git = at.resolve(".git");
      if (Files.isDirectory(git)) {
        return Stream.of(git, git.resolve("HEAD"), git.resolve("objects"))
            .filter(Files::exists)
            .filter(each ->
                !Files.isReadable(each) || (Files.isDirectory(each) && !Files.isExecutable(each)))
            .findFirst();
      }
    }
    return Optional.empty();
  }

  /// The folder that holds the working tree; empty where there is none.
  public Optional<Path> top() {
    Answer answer = run(new byte[0], "rev-parse", "--show-toplevel");
    String top = answer.text().strip();
    return answer.code() == 0 && !top.isEmpty() ? Optional.of(Path.of(top)) : Optional.empty();
  }

  /// The branch that changes of this clone usually land on, as people would type it.
  public Optional<String> usualBase() {
    return UsualBase.of(lines(UsualBase.REFS));
  }

  private List<String> lines(String... arguments) {
    return new String(checked(arguments), StandardCharsets.UTF_8).lines().toList();
  }

  /// Whether a commit is there; a branch without commits has none.
  public boolean knows(String name) {
    return run(
                new byte[0],
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                name + "^{commit}")
            .code()
        == 0;
  }

  /// Whether a commit is part of another's history.
  public boolean contains(String descendant, String ancestor) {
    return mergeBase(descendant, ancestor).filter(commit(ancestor)::equals).isPresent();
  }

  /// Whether the working tree and the index hold just what HEAD does, ignored files apart.
  public boolean isClean() {
    return checked("status", "--porcelain", "--untracked-files=normal", "--", ".").length == 0;
  }

  /// Paths, relative to this folder, that differ from HEAD or are not committed at all.
  public List<String> uncommitted(Collection<String> paths) {
    List<String> asked = new ArrayList<>(List.of("status", "--porcelain", "-z", "--"));
    asked.addAll(paths);
    String answer = new String(checked(asked.toArray(String[]::new)), StandardCharsets.UTF_8);
    return Stream.of(answer.split("\0", -1))
        .filter(line -> line.length() > 3)
        .map(line -> line.substring(3))
        .toList();
  }

  /// The files of git's index below this folder: what the next commit would hold.
  public Snapshot index() {
    byte[] listing = checked("ls-files", "--stage", "-z");
    Map<String, String[]> staged = new TreeMap<>();
    for (String line : new String(listing, StandardCharsets.UTF_8).split("\0", -1)) {
      int tab = line.indexOf('\t');
      if (tab > 0) {
        String path = line.substring(tab + 1);
        String[] fields = line.substring(0, tab).split(" ", -1);
        if (!fields[2].equals("0")) {
          throw new UnusableInputException(
              Visible.line(path, 200) + " is not merged yet; resolve it and `git add` it.");
        }
        staged.put(path, fields);
      }
    }
    TreeMap<String, SourceTree.Entry> entries = new TreeMap<>();
    staged.forEach(
        (path, fields) -> entries.put(path, new SourceTree.Entry(fields[1], kind(fields[0]), -1)));
    return new Snapshot("the index", entries, blobs, new Additions(folder, "HEAD"));
  }

  /// The full id of the commit that a name means; a name means the same one for as long as this
  /// repository is asked.
  String commit(String name) {
    return commits.computeIfAbsent(name, this::resolved);
  }

  /// Asks for what two names mean at once; where that does not work, each is asked for alone, which
  /// tells why.
  private void resolve(String one, String other) {
    if (!commits.containsKey(one) && !commits.containsKey(other)) {
      Answer answer =
          run(new byte[0], "rev-parse", "--end-of-options", one + "^{commit}", other + "^{commit}");
      List<String> ids =
          answer.text().lines().filter(line -> !line.equals("--end-of-options")).toList();
      // A range means several commits, some of them without.
      if (answer.code() == 0
          && ids.size() == 2
          && ids.stream().allMatch(id -> ID.matcher(id).matches())) {
        commits.put(one, ids.getFirst());
        commits.put(other, ids.getLast());
      }
    }
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
      throw new UnusableInputException(unknown(name));
    }
    return answer.text().strip();
  }

  /// What is wrong with a name that means no commit, and what would help.
  private String unknown(String name) {
    String shown = Visible.line(name, 100);
    if (name.isBlank()) {
      return "a commit's name is empty; is the variable that should hold it set?";
    }
    if (name.equals("HEAD")) {
      return "HEAD has no commit yet; commit something first.";
    }
    int slash = name.indexOf('/');
    String remotes = run(new byte[0], "remote").text();
    if (slash > 0 && remotes.lines().anyMatch(name.substring(0, slash)::equals)) {
      String remote = Visible.line(name.substring(0, slash), 40);
      String branch = Visible.line(name.substring(slash + 1), 80);
      return "git knows no commit %s; fetch it: git fetch %s %s:refs/remotes/%s"
          .formatted(shown, remote, branch, shown);
    }
    return "git knows no commit " + shown + ".";
  }

  /// Where two commits parted; empty where they have nothing in common.
  public Optional<String> mergeBase(String one, String other) {
    resolve(one, other);
    Answer answer = run(new byte[0], "merge-base", commit(one), commit(other));
    if (answer.code() != 0) {
      return Optional.empty();
    }
    String parted = answer.text().strip();
    commits.put(parted, parted);
    return Optional.of(parted);
  }

  /// The files of a commit below this folder.
  ///
  /// @param name what people call the commit
  public Snapshot snapshot(String name) {
    String commit = commit(name);
    SortedMap<String, SourceTree.Entry> entries = listings.computeIfAbsent(commit, this::listed);
    return new Snapshot(name, entries, blobs, new Additions(folder, commit));
  }

  private SortedMap<String, SourceTree.Entry> listed(String commit) {
    // Without sizes: in a partial clone git would fetch every file to tell its own.
    byte[] listing = checked("ls-tree", "-r", "-z", commit);
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
    return entries;
  }

  /// One line of `ls-tree`: mode, type and id, a tab, and the path.
  private static void entry(String line, Map<String, SourceTree.Entry> entries) {
    int tab = line.indexOf('\t');
    String[] fields = line.substring(0, tab).split(" +", -1);
    entries.put(line.substring(tab + 1), new SourceTree.Entry(fields[2], kind(fields[0]), -1));
  }

  private static SourceTree.Kind kind(String mode) {
    return switch (mode) {
      case "120000" -> SourceTree.Kind.SYMLINK;
      case "160000" -> SourceTree.Kind.SUBMODULE;
      default -> SourceTree.Kind.FILE;
    };
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

  /// The branches whose tip holds just this content at a path, by their names here.
  public List<String> branchesWith(String path, String blob) {
    String listing =
        new String(
            checked("for-each-ref", "--format=%(refname)", "refs/heads", "refs/remotes"),
            StandardCharsets.UTF_8);
    List<String> refs = listing.lines().filter(ref -> !ref.endsWith("/HEAD")).toList();
    String prefix = run(new byte[0], "rev-parse", "--show-prefix").text().strip();
    List<String> asked = refs.stream().map(ref -> ref + ":" + prefix + path).toList();
    byte[] request = (String.join("\n", asked) + "\n").getBytes(StandardCharsets.UTF_8);
    List<String> answers = run(request, "cat-file", "--batch-check").text().lines().toList();
    List<String> found = new ArrayList<>();
    for (int i = 0; i < Math.min(refs.size(), answers.size()); i++) {
      if (answers.get(i).startsWith(blob + " ")) {
        found.add(refs.get(i).replaceFirst("^refs/(heads|remotes)/", ""));
      }
    }
    return found;
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

  /// The last commit on a branch's own line that brought a file which was not there before.
  ///
  /// @param name the branch or commit
  /// @param path relative to this folder
  Optional<Brought> broughtBy(String name, String path) {
    Answer answer =
        trees.here(
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

  /// Notes of which commits snapshots will be wanted: folders that a clone lacks come in one piece.
  public void expect(Stream<String> names) {
    if (contents.isPartial()) {
      trees.expect(Stream.concat(names.filter(name -> !name.isEmpty()), usualBase().stream()));
    }
  }

  private byte[] checked(String... arguments) {
    Answer answer = trees.run(List.of(arguments));
    if (answer.code() != 0) {
      String complaint = answer.complaint();
      boolean torn = complaint.contains("ould not read") || complaint.contains("nable to read");
      throw new UnusableInputException(
          "git "
              + arguments[0]
              + " failed: "
              + complaint
              + (torn
                  ? " (objects are missing from this clone: `git fsck` lists them, `git fetch"
                      + " --refetch` or a fresh clone brings them)"
                  : ""));
    }
    return answer.out();
  }

  private Answer run(byte[] input, String... arguments) {
    return GitProcess.run(folder, Limits.NONE, input, List.of(arguments));
  }
}
