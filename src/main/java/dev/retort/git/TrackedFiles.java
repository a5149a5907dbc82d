package dev.retort.git;

import dev.retort.alembic.SourceTree.Entry;
import dev.retort.git.GitProcess.Answer;
import dev.retort.git.GitProcess.Limits;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What git's index knows of the files in a folder.
///
/// @param ids of contents, by path relative to the folder; none where the folder is in no
///   repository
/// @param changed those that may not be as they were when git looked at them last
record TrackedFiles(Map<String, String> ids, Set<String> changed) {
  static final TrackedFiles NONE = new TrackedFiles(Map.of(), Set.of());

  static TrackedFiles of(Path folder) {
    Map<String, String> ids = new HashMap<>();
    for (String line : paths(folder, List.of("ls-files", "--stage", "-z"))) {
      // Mode, id and stage, a tab, and the path. Of a conflict there are several stages.
      int tab = line.indexOf('\t');
      String[] fields = tab < 0 ? new String[0] : line.substring(0, tab).split(" ", -1);
      if (fields.length == 3) {
        ids.put(line.substring(tab + 1), fields[1]);
      }
    }
    return ids.isEmpty()
        ? NONE
        : new TrackedFiles(
            ids,
            Set.copyOf(paths(folder, List.of("diff-files", "--relative", "--name-only", "-z"))));
  }

  /// A file with its id where that is known without reading it; one that no commit holds stays as
  /// it is.
  Optional<Entry> known(String path, Entry entry) {
    if (ids.isEmpty() || changed.contains(path)) {
      return Optional.empty();
    }
    String id = ids.get(path);
    return Optional.of(id == null ? entry : new Entry(id, entry.kind(), entry.size()));
  }

  private static List<String> paths(Path folder, List<String> arguments) {
    try {
      Answer answer = GitProcess.run(folder, Limits.NONE, new byte[0], arguments);
      return answer.code() == 0
          ? Stream.of(answer.text().split("\0", -1)).distinct().toList()
          : List.of();
    } catch (UnusableInputException noGit) {
      return List.of();
    }
  }
}
