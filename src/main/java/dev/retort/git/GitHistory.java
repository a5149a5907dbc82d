package dev.retort.git;

import dev.retort.alembic.Environment;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.SourceTree;
import dev.retort.audit.Occasion;
import dev.retort.change.Snapshot;
import dev.retort.evidence.GitEvidence;
import dev.retort.evidence.GitEvidence.Deed;
import dev.retort.evidence.GitEvidence.Depth;
import dev.retort.evidence.GitEvidence.Trace;
import dev.retort.git.GitProcess.Answer;
import dev.retort.git.GitProcess.Limits;
import dev.retort.python.PythonReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// What the git history of a checkout tells of its revision files: who brought, changed and took
/// them, on this branch and on others, and what the lost ones held.
///
/// Asking takes a while in a large repository, so it is bounded: what could not be read in time is
/// not there, and the evidence says that it reaches only so far.
public final class GitHistory {
  private static final Limits LOG = Limits.of(Duration.ofSeconds(15), 64L << 20);
  private static final Limits CONTENTS = Limits.of(Duration.ofSeconds(15), 64L << 20);

  /// A history has as many lost contents as its files have edits.
  private static final int MOST_CONTENTS = 10_000;

  private static final int MOST_BYTES = 32 << 20;

  private final Path folder;
  private final Limits log;

  /// @param folder the repository's, or one in it: paths are then relative to that one
  public GitHistory(Path folder) {
    this(folder, LOG);
  }

  public GitHistory(Path folder, Limits log) {
    this.folder = folder;
    this.log = log;
  }

  /// What git knows of the files in the version locations.
  ///
  /// @param commits whose history is looked at, the one that is checked out or judged first;
  ///   commits that none of them has count as other branches'
  /// @param tree what is judged
  /// @param uncommitted whether the tree may differ from the first commit
  /// @return [GitEvidence#NONE] where git cannot be asked
  public GitEvidence of(
      List<String> commits,
      Collection<Environment> environments,
      Snapshot tree,
      boolean uncommitted) {
    try {
      return asked(commits, environments, tree, uncommitted);
    } catch (UnusableInputException noGit) {
      // No program, no repository, no commit: the tree alone has to do.
      return GitEvidence.NONE;
    }
  }

  /// The commit that is checked out, its day and its branch, as far as git can be asked.
  public Occasion occasion(String version) {
    try {
      String[] known =
          checked("log", "-1", "-s", "--no-show-signature", "--format=%H%n%cs", "HEAD")
              .split("\n", -1);
      Answer branch =
          GitProcess.run(
              folder, log, new byte[0], List.of("symbolic-ref", "--quiet", "--short", "HEAD"));
      Answer changed =
          GitProcess.run(
              folder,
              log,
              new byte[0],
              List.of("status", "--porcelain", "--untracked-files=normal"));
      return new Occasion(
          Optional.of(known[0]),
          Optional.of(known[1]),
          Optional.of(branch.text().strip()).filter(name -> !name.isEmpty()),
          !changed.text().isBlank(),
          version);
    } catch (UnusableInputException noGit) {
      return Occasion.by(version);
    }
  }

  private GitEvidence asked(
      List<String> commits,
      Collection<Environment> environments,
      Snapshot tree,
      boolean uncommitted) {
    GitRepository repository = GitRepository.at(folder);
    List<String> ids = new ArrayList<>();
    commits.forEach(name -> ids.add(repository.commit(name)));
    boolean shallow = checked("rev-parse", "--is-shallow-repository").startsWith("true");
    String prefix = checked("rev-parse", "--show-prefix");
    Set<String> locations = new LinkedHashSet<>();
    environments.forEach(each -> locations.addAll(each.versionLocations()));
    Predicate<String> wanted =
        path ->
            path.endsWith(".py")
                && environments.stream().anyMatch(each -> HistoryReader.concerns(each, path));
    Answers answers =
        new Answers(prefix.substring(0, prefix.length() - 1), shallow, locations, wanted);

    List<Trace> traces = new ArrayList<>();
    if (uncommitted) {
      Snapshot committed = repository.snapshot(ids.getFirst());
      traces.addAll(uncommitted(ids.getFirst(), committed, tree, wanted));
    }
    boolean whole = answers.add(traces, ids, false);
    List<String> others = new ArrayList<>(List.of("--exclude=refs/stash", "--all", "--not"));
    others.addAll(ids);
    whole &= answers.add(traces, others, true);

    Contents lost = contents(lost(traces, tree));
    whole &= lost.whole();
    return new GitEvidence(
        shallow ? Depth.SHALLOW : whole ? Depth.FULL : Depth.PARTIAL, traces, lost.byId());
  }

  /// How git's log is asked, and read.
  private final class Answers {
    private final String prefix;
    private final boolean shallow;
    private final Set<String> locations;
    private final Predicate<String> wanted;

    /// @param prefix of the folder's paths in the repository
    Answers(String prefix, boolean shallow, Set<String> locations, Predicate<String> wanted) {
      this.prefix = prefix;
      this.shallow = shallow;
      this.locations = locations;
      this.wanted = wanted;
    }

    /// @return whether git told all that it knows
    boolean add(List<Trace> traces, List<String> revisions, boolean elsewhere) {
      if (locations.isEmpty()) {
        return true;
      }
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "-c",
                  "log.showRoot=true",
                  "-c",
                  "log.follow=false",
                  "log",
                  "--no-show-signature",
                  "--no-color",
                  "--no-ext-diff",
                  "--no-textconv",
                  "--full-history",
                  "-c",
                  "--raw",
                  "--no-renames",
                  "--no-relative",
                  "--no-abbrev",
                  "-z",
                  "--format=" + GitLogRecords.FORMAT));
      arguments.addAll(revisions);
      arguments.add("--");
      arguments.addAll(locations);
      Answer answer = GitProcess.run(folder, log, new byte[0], arguments);
      traces.addAll(
          new GitLogRecords(answer.out(), elsewhere, shallow, this::within, wanted).traces());
      return answer.code() == 0 && !answer.cut();
    }

    private Optional<String> within(String path) {
      return path.startsWith(prefix)
          ? Optional.of(path.substring(prefix.length()))
          : Optional.empty();
    }
  }

  /// What the commit has and the tree has not, or otherwise.
  private List<Trace> uncommitted(
      String commit, Snapshot committed, Snapshot tree, Predicate<String> wanted) {
    String date = checked("log", "-1", "-s", "--no-show-signature", "--format=%cI", commit).strip();
    List<Trace> traces = new ArrayList<>();
    committed
        .entries()
        .forEach((path, entry) -> {
          SourceTree.Entry now = tree.entries().get(path);
          // Other hashes than SHA-1 are not computed for the working tree.
          boolean comparable = entry.blob().length() == 40;
          boolean differs = now == null || (comparable && !now.blob().equals(entry.blob()));
          if (differs && entry.kind() == SourceTree.Kind.FILE && wanted.test(path)) {
            traces.add(
                new Trace(
                    path,
                    Deed.UNCOMMITTED,
                    commit,
                    date,
                    Optional.of(entry.blob()),
                    Optional.ofNullable(now).map(SourceTree.Entry::blob),
                    false));
          }
        });
    return traces;
  }

  private static Set<String> lost(List<Trace> traces, Snapshot tree) {
    Set<String> there = new HashSet<>();
    tree.entries().values().forEach(entry -> there.add(entry.blob()));
    Set<String> lost = new LinkedHashSet<>();
    for (Trace trace : traces) {
      trace.before().filter(blob -> !there.contains(blob)).ifPresent(lost::add);
      trace.after().filter(blob -> !there.contains(blob)).ifPresent(lost::add);
    }
    return lost;
  }

  private record Contents(Map<String, byte[]> byId, boolean whole) {}

  /// The youngest first, as far as they are small enough to be revisions.
  private Contents contents(Set<String> ids) {
    if (ids.isEmpty()) {
      return new Contents(Map.of(), true);
    }
    List<String> asked = ids.stream().limit(MOST_CONTENTS).toList();
    Answer sizes =
        GitProcess.run(folder, CONTENTS, lines(asked), List.of("cat-file", "--batch-check"));
    List<String> small = new ArrayList<>();
    long sum = 0;
    boolean whole = asked.size() == ids.size() && !sizes.cut() && sizes.code() == 0;
    for (String line : sizes.text().split("\n", -1)) {
      // An id, its type and its size; or the id and that it is missing.
      String[] fields = line.split(" ", -1);
      if (fields.length == 3 && fields[1].equals("blob")) {
        long size = Long.parseLong(fields[2]);
        if (size <= PythonReader.MOST_BYTES && sum + size <= MOST_BYTES) {
          small.add(fields[0]);
          sum += size;
        } else {
          whole &= size > PythonReader.MOST_BYTES;
        }
      } else {
        whole &= line.isEmpty();
      }
    }
    if (small.isEmpty()) {
      return new Contents(Map.of(), whole);
    }
    Answer answer = GitProcess.run(folder, CONTENTS, lines(small), List.of("cat-file", "--batch"));
    Map<String, byte[]> contents = new TreeMap<>(GitBlobs.Batch.of(answer.out()).contents());
    return new Contents(contents, whole && contents.size() == small.size());
  }

  private static byte[] lines(List<String> ids) {
    return (String.join("\n", ids) + "\n").getBytes(StandardCharsets.US_ASCII);
  }

  private String checked(String... arguments) {
    Answer answer = GitProcess.run(folder, log, new byte[0], List.of(arguments));
    if (answer.code() != 0 || answer.cut()) {
      throw new UnusableInputException("git " + arguments[0] + " failed: " + answer.complaint());
    }
    return answer.text();
  }
}
