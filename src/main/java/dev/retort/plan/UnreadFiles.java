package dev.retort.plan;

import dev.retort.alembic.History;
import dev.retort.alembic.RevisionFile;
import dev.retort.rule.Prose;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files of a history that hold no readable revision, and so may be what others miss.
final class UnreadFiles {
  private static final int SHORTEST = 4;

  private final Map<String, String> declared = new HashMap<>();
  private final List<String> unread;

  private UnreadFiles(List<RevisionFile> files) {
    this.unread = files.stream().map(RevisionFile::path).toList();
    files.forEach(file -> file.id().ifPresent(id -> declared.putIfAbsent(id, file.path())));
  }

  static UnreadFiles in(History history) {
    return new UnreadFiles(
        history.files().stream().filter(file -> file.revision().isEmpty()).toList());
  }

  /// Whether an id that is missed is in a file that cannot be read: by what the file says, or by
  /// its name.
  boolean holds(String id) {
    return file(id).isPresent();
  }

  /// The file that says that it is an id, or that is named after one.
  Optional<String> file(String id) {
    if (declared.containsKey(id)) {
      return Optional.ofNullable(declared.get(id));
    }
    return id.length() < SHORTEST
        ? Optional.empty()
        : unread.stream()
            .filter(path -> path.substring(path.lastIndexOf('/') + 1).contains(id))
            .findFirst();
  }

  boolean any() {
    return !unread.isEmpty();
  }

  /// What is to be said of every step that takes something for missing, or for an end.
  Prose caution() {
    return Prose.EMPTY
        .few(unread, Prose::path)
        .text(" could not be read and may be what is looked for: look there first");
  }
}
