package dev.retort.alembic;

import java.util.List;
import java.util.Optional;

/// A pattern of paths below the repository's root: `*` and `?` within one name, `**` over any
/// number of folders. One without a wildcard at its end means the folder and all that is in it.
///
/// Matching takes time in proportion to the product of both lengths, whatever the pattern.
public final class PathPattern {
  private static final String ANY_FOLDERS = "**";

  /// Between the slashes.
  private final List<String> names;

  private PathPattern(List<String> names) {
    this.names = names;
  }

  /// @return empty for a text that can mean nothing: an empty one, or one that leads out of the
  ///   repository
  public static Optional<PathPattern> of(String text) {
    return Folders.normalise(Folders.ROOT, text.strip())
        .filter(path -> !text.isBlank() && !path.equals(Folders.ROOT))
        .map(path -> new PathPattern(List.of(path.split("/", -1))));
  }

  /// Whether a file or folder is meant, or lies in a folder that is.
  public boolean matches(String path) {
    String[] folders = path.split("/", -1);
    int i = 0;
    int j = 0;
    // Where the last `**` stands, and how far it reaches: as far as the names behind it need.
    int star = -1;
    int reach = 0;
    while (i < names.size()) {
      if (names.get(i).equals(ANY_FOLDERS)) {
        star = i++;
        reach = j;
      } else if (j < folders.length && Wildcards.matches(names.get(i), folders[j])) {
        i++;
        j++;
      } else if (star >= 0 && reach < folders.length) {
        i = star + 1;
        j = ++reach;
      } else {
        return false;
      }
    }
    // `folder/**` is what lies in it.
    return !names.getLast().equals(ANY_FOLDERS) || j < folders.length;
  }
}
