package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.RevisionFile;
import java.util.List;

/// A file of which nobody could read what it declares.
final class UnreadFile {
  private UnreadFile() {}

  /// Of several the one that by its name declares one of these ids, or else the first.
  ///
  /// @param history one with such a file
  static String likeliest(History history, List<String> ids) {
    List<String> unread =
        history.files().stream()
            .filter(file -> file.revision().isEmpty())
            .map(RevisionFile::path)
            .toList();
    return unread.stream()
        .filter(
            each -> ids.stream().anyMatch(id -> each.substring(each.lastIndexOf('/')).contains(id)))
        .findFirst()
        .orElse(unread.getFirst());
  }
}
