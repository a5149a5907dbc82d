package dev.retort.alembic;

import java.util.Optional;
import java.util.regex.Pattern;

/// A pattern of paths below the repository's root: `*` and `?` within one name, `**` over any
/// number of folders. One without a wildcard at its end means the folder and all that is in it.
public final class PathPattern {
  private final Pattern pattern;

  private PathPattern(Pattern pattern) {
    this.pattern = pattern;
  }

  /// @return empty for a text that can mean nothing: an empty one, or one that leads out of the
  ///   repository
  public static Optional<PathPattern> of(String text) {
    Optional<String> path = Folders.normalise(Folders.ROOT, text.strip());
    if (text.isBlank() || path.isEmpty() || path.get().equals(Folders.ROOT)) {
      return Optional.empty();
    }
    StringBuilder regex = new StringBuilder();
    String[] parts = path.get().split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      if (parts[i].equals("**")) {
        regex.append(last ? ".+" : "(?:[^/]+/)*");
      } else {
        for (char c : parts[i].toCharArray()) {
          regex.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
        }
        regex.append(last ? "(?:/.*)?" : "/");
      }
    }
    return Optional.of(new PathPattern(Pattern.compile(regex.toString(), Pattern.DOTALL)));
  }

  /// Whether a file or folder is meant, or lies in a folder that is.
  public boolean matches(String path) {
    return pattern.matcher(path).matches();
  }
}
