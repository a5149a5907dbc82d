package dev.retort.git;

import dev.retort.alembic.SourceTree;
import dev.retort.git.GitProcess.Answer;
import dev.retort.git.GitProcess.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Contents of a local repository by object id. A partial clone lacks some: these are fetched, all
/// that is wanted in one piece together with what will probably be wanted next, for git by itself
/// would fetch them one by one. What is not there, or is damaged, is absent from the answer, so
/// that it matters only to whoever needs it.
final class GitBlobs {
  /// More damaged objects than this are no accident of one file.
  private static final int MOST_DAMAGED = 50;

  private final Path folder;
  private final Set<String> expected = new LinkedHashSet<>();
  private final Set<String> absent = new HashSet<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private Optional<Optional<String>> promisor = Optional.empty();

  GitBlobs(Path folder) {
    this.folder = folder;
  }

  /// Whether this clone leaves contents to a remote until they are needed.
  boolean isPartial() {
    return promisor().isPresent();
  }

  /// Notes what of a tree will probably be read: it comes with the first content that has to be
  /// fetched.
  void expect(Map<String, SourceTree.Entry> entries) {
    if (!isPartial()) {
      return;
    }
    Set<String> scripts = new HashSet<>();
    for (String path : entries.keySet()) {
      if (path.endsWith("/env.py") || path.endsWith("/script.py.mako")) {
        scripts.add(path.substring(0, path.lastIndexOf('/') + 1));
      }
    }
    entries.forEach((path, entry) -> {
      if (entry.kind() != SourceTree.Kind.SUBMODULE && isLikely(path, scripts)) {
        expected.add(entry.blob());
      }
    });
  }

  private static boolean isLikely(String path, Set<String> scripts) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String folder = path.substring(0, path.length() - name.length()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".py")) {
      return name.equals("env.py")
          || folder.contains("alembic")
          || folder.contains("migrat")
          || folder.contains("version")
          || scripts.stream().anyMatch(path::startsWith);
    }
    return name.endsWith(".ini")
        || name.endsWith(".cfg")
        || name.endsWith(".conf")
        || name.equals("pyproject.toml")
        || path.equals(".github/retort.yml");
  }

  Map<String, byte[]> read(Collection<String> ids) {
    Map<String, byte[]> read = new LinkedHashMap<>();
    Set<String> wanted = new LinkedHashSet<>(ids);
    wanted.removeAll(absent);
    if (isPartial() && !wanted.isEmpty()) {
      fetchMissing(wanted);
      wanted.removeAll(absent);
    }
    List<String> left = new ArrayList<>(wanted);
    for (int damaged = 0; !left.isEmpty() && damaged <= MOST_DAMAGED; damaged++) {
      byte[] request = (String.join("\n", left) + "\n").getBytes(StandardCharsets.US_ASCII);
      Answer answer = GitProcess.run(folder, Limits.NONE, request, List.of("cat-file", "--batch"));
      Batch batch = Batch.of(answer.out());
      read.putAll(batch.contents());
      if (answer.code() == 0) {
        return read;
      }
      if (batch.answered() >= left.size()) {
        break;
      }
      // git ends at an object that it cannot unpack: the first that it does not answer for.
      absent.add(left.get(batch.answered()));
      left = left.subList(batch.answered() + 1, left.size());
    }
    if (!left.isEmpty()) {
      throw new UnusableInputException(
          "git cannot read this repository: many objects are damaged; `git fsck` lists them.");
    }
    return read;
  }

  /// The sizes of those that are here. In a partial clone what is not here is fetched, because its
  /// content is wanted next.
  Map<String, Long> sizes(Collection<String> ids) {
    Set<String> unknown = new LinkedHashSet<>(ids);
    unknown.removeAll(sizes.keySet());
    unknown.removeAll(absent);
    if (isPartial() && !unknown.isEmpty()) {
      fetchMissing(unknown);
      unknown.removeAll(absent);
    }
    if (!unknown.isEmpty()) {
      byte[] request = (String.join("\n", unknown) + "\n").getBytes(StandardCharsets.US_ASCII);
      Answer answer =
          GitProcess.run(
              folder,
              Limits.NONE,
              request,
              List.of("cat-file", "--batch-check=%(objectname) %(objectsize)"));
      answer
          .text()
          .lines()
          .map(line -> line.split(" ", -1))
          .forEach(words -> {
            if (words.length == 2 && words[1].chars().allMatch(Character::isDigit)) {
              sizes.put(words[0], Long.parseLong(words[1]));
            }
          });
    }
    Map<String, Long> found = new HashMap<>();
    for (String id : ids) {
      Long size = sizes.get(id);
      if (size != null) {
        found.put(id, size);
      }
    }
    return found;
  }

  private void fetchMissing(Set<String> wanted) {
    Set<String> here = present();
    Set<String> missing = new LinkedHashSet<>(wanted);
    missing.removeAll(here);
    if (missing.isEmpty()) {
      return;
    }
    int needed = missing.size();
    missing.addAll(expected);
    missing.removeAll(here);
    missing.removeAll(absent);
    byte[] request = (String.join("\n", missing) + "\n").getBytes(StandardCharsets.US_ASCII);
    String remote = promisor().orElseThrow();
    Answer answer = GitProcess.run(folder, Limits.NONE, request, fetching(remote, "blob:none"));
    if (answer.code() != 0) {
      throw new UnusableInputException(
          (needed == 1 ? "1 file that is" : needed + " files that are")
              + " needed here "
              + (needed == 1 ? "is" : "are")
              + " not in this partial clone, and fetching from "
              + remote
              + " failed: "
              + answer.complaint()
              + "; clone without --filter, or fetch again where the remote can be reached.");
    }
    expected.clear();
    Set<String> now = present();
    for (String id : wanted) {
      if (!now.contains(id)) {
        absent.add(id);
      }
    }
  }

  /// How objects are fetched by their ids, which are the input.
  static List<String> fetching(String remote, String filter) {
    return List.of(
        "-c",
        "fetch.negotiationAlgorithm=noop",
        "fetch",
        remote,
        "--no-tags",
        "--no-write-fetch-head",
        "--no-auto-maintenance",
        "--recurse-submodules=no",
        "--filter=" + filter,
        "--stdin");
  }

  /// The ids of all objects that are here. Asked for single ones, git would begin to fetch.
  private Set<String> present() {
    Answer answer =
        GitProcess.run(
            folder,
            Limits.NONE,
            new byte[0],
            List.of(
                "cat-file",
                "--batch-all-objects",
                "--unordered",
                "--buffer",
                "--batch-check=%(objectname)"));
    return new HashSet<>(List.of(answer.text().split("\n", -1)));
  }

  /// The remote that has what this clone lacks.
  Optional<String> promisor() {
    if (promisor.isEmpty()) {
      Answer answer =
          GitProcess.run(
              folder,
              Limits.NONE,
              new byte[0],
              List.of(
                  "config",
                  "--get-regexp",
                  "^(remote\\..*\\.promisor|extensions\\.partialclone)$"));
      promisor =
          Optional.of(
              answer.text().lines().map(GitBlobs::remote).flatMap(Optional::stream).findFirst());
    }
    return promisor.get();
  }

  private static Optional<String> remote(String line) {
    String[] words = line.split(" ", 2);
    String value = words.length == 2 ? words[1] : "true";
    if (words[0].startsWith("extensions.")) {
      return Optional.of(value);
    }
    return value.equals("true")
        ? Optional.of(
            words[0].substring("remote.".length(), words[0].length() - ".promisor".length()))
        : Optional.empty();
  }

  /// What `cat-file --batch` said.
  ///
  /// @param answered how many requests it answered, also with `missing`
  record Batch(Map<String, byte[]> contents, int answered) {
    /// Reads as far as the answer is whole.
    static Batch of(byte[] out) {
      Map<String, byte[]> contents = new HashMap<>();
      int answered = 0;
      int at = 0;
      while (at < out.length) {
        int end = at;
        while (end < out.length && out[end] != '\n') {
          end++;
        }
        String[] header = new String(out, at, end - at, StandardCharsets.US_ASCII).split(" ", -1);
        at = end + 1;
        if (header.length == 3) {
          int size = Integer.parseInt(header[2]);
          if (at + size > out.length) {
            break;
          }
          byte[] content = new byte[size];
          System.arraycopy(out, at, content, 0, size);
          contents.put(header[0], content);
          at += size + 1;
        }
        answered++;
      }
      return new Batch(contents, answered);
    }
  }
}
