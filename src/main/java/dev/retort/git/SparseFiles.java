package dev.retort.git;

import dev.retort.alembic.SourceTree.Entry;
import dev.retort.alembic.SourceTree.Kind;
import dev.retort.git.GitProcess.Answer;
import dev.retort.git.GitProcess.Limits;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files that a sparse checkout has and does not write into its folder. They are part of the
/// tree all the same: a change does not remove what somebody chose not to see.
///
/// @param entries by path relative to the folder, with git's ids; empty for a full checkout
record SparseFiles(GitBlobs blobs, Map<String, Entry> entries) {
  /// What is to be written into the folder.
  private static final String PATTERNS = "info/sparse-checkout";

  static SparseFiles of(Path folder) {
    GitBlobs blobs = new GitBlobs(folder);
    Map<String, Entry> entries = new HashMap<>();
    if (isSparse(folder)) {
      Answer answer =
          GitProcess.run(
              folder, Limits.NONE, new byte[0], List.of("ls-files", "-z", "-t", "--stage"));
      for (String line : new String(answer.out(), StandardCharsets.UTF_8).split("\0", -1)) {
        // A tag (`S` for what is left out), mode, id and stage, a tab, and the path.
        int tab = line.indexOf('\t');
        String[] fields = tab < 0 ? new String[0] : line.substring(0, tab).split(" ", -1);
        if (fields.length == 4 && fields[0].equals("S")) {
          Kind kind =
              switch (fields[1]) {
                case "120000" -> Kind.SYMLINK;
                case "160000" -> Kind.SUBMODULE;
                default -> Kind.FILE;
              };
          entries.put(line.substring(tab + 1), new Entry(fields[2], kind, -1));
        }
      }
      blobs.expect(entries);
    }
    return new SparseFiles(blobs, entries);
  }

  private static boolean isSparse(Path folder) {
    Path git = null;
    for (Path at = folder; at != null && git == null; at = at.getParent()) {
      git = Files.exists(at.resolve(".git")) ? at.resolve(".git") : null;
    }
    // Git leaves nothing out without this list. Where `.git` is a file, the list lies elsewhere.
    if (git == null || (Files.isDirectory(git) && Files.notExists(git.resolve(PATTERNS)))) {
      return false;
    }
    try {
      return GitProcess.run(
              folder, Limits.NONE, new byte[0], List.of("config", "--bool", "core.sparseCheckout"))
          .text()
          .startsWith("true");
    } catch (UnusableInputException noGit) {
      return false;
    }
  }

  /// Whether some of them may have to be fetched.
  boolean isFar() {
    return !entries.isEmpty() && blobs.isPartial();
  }

  /// Whether it is this entry's own content that is not in the folder.
  boolean holds(String path, Entry entry) {
    return entry.equals(entries.get(path));
  }

  /// The contents of those of these paths that are left out.
  Map<String, byte[]> read(Collection<String> paths, Map<String, Entry> tree) {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String path : paths) {
      Entry entry = tree.get(path);
      if (entry != null && entry.kind() != Kind.SUBMODULE && holds(path, entry)) {
        wanted.put(path, entry.blob());
      }
    }
    if (wanted.isEmpty()) {
      return Map.of();
    }
    Map<String, byte[]> contents = blobs.read(wanted.values());
    Map<String, byte[]> read = new HashMap<>();
    wanted.forEach((path, id) -> {
      byte[] content = contents.get(id);
      if (content != null) {
        read.put(path, content);
      }
    });
    return read;
  }
}
