package dev.retort.rule;

import dev.retort.alembic.SourceTree;
import dev.retort.alembic.SourceTree.Entry;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Signs that a module which no file of a repository is exists nevertheless: it is generated,
/// built, ignored by git, another repository's, or installed.
final class MadeElsewhere {
  private static final int MOST_READ = 300;

  private static final Set<String> GENERATED = Set.of("pb2", "grpc", "pb2_grpc", "generated");

  private final SourceTree tree;
  private Optional<Map<String, String>> texts = Optional.empty();

  MadeElsewhere(SourceTree tree) {
    this.tree = tree;
  }

  /// @param module its dotted name, of two parts at least
  boolean mayBe(String module) {
    List<String> parts = List.of(module.split("\\.", -1));
    String last = parts.getLast();
    return last.startsWith("_")
        || GENERATED.stream().anyMatch(end -> last.equals(end) || last.endsWith("_" + end))
        || liesSomewhere(parts)
        || texts().entrySet().stream()
            .anyMatch(each -> tells(each.getKey(), each.getValue(), parts));
  }

  /// Under another root, as another kind of file, or behind a link or in a submodule.
  private boolean liesSomewhere(List<String> parts) {
    String place = "/" + String.join("/", parts);
    for (Map.Entry<String, Entry> each : tree.entries().entrySet()) {
      String path = "/" + each.getKey();
      boolean opaque =
          each.getValue().kind() == SourceTree.Kind.SUBMODULE
              || each.getValue().kind() == SourceTree.Kind.SYMLINK;
      if (path.contains(place + ".")
          || path.contains(place + "/")
          || (opaque && parts.contains(path.substring(path.lastIndexOf('/') + 1)))) {
        return true;
      }
    }
    return false;
  }

  private boolean tells(String path, String text, List<String> parts) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.equals(".gitignore")) {
      return ignores(path, text, parts);
    }
    return text.contains(String.join("/", parts))
        || text.contains(String.join(".", parts))
        || text.contains("/" + parts.getLast() + ".py")
        || declares(text, parts.getFirst());
  }

  /// Whether a list of dependencies has a package of that name, in any of the usual spellings.
  private static boolean declares(String text, String top) {
    String name = Pattern.quote(top).replace("_", "\\E[-_.]\\Q");
    return Pattern.compile(
            "(?mi)^[\\s\\-\"'\\[]*" + name + "\\s*(\\[[^\\]\\n]*\\])?\\s*([<>=~!@;#,\"'].*)?$")
        .matcher(text)
        .find();
  }

  /// Whether git passes over a file of the module, whichever root it would lie in.
  private static boolean ignores(String path, String text, List<String> parts) {
    List<String> candidates = new ArrayList<>();
    StringBuilder at = new StringBuilder();
    for (String part : parts) {
      at.append(at.isEmpty() ? "" : "/").append(part);
      candidates.add(at.toString());
    }
    candidates.add(at + ".py");
    for (String line : text.lines().toList()) {
      String rule = line.strip();
      if (rule.isEmpty() || rule.startsWith("#") || rule.startsWith("!")) {
        continue;
      }
      rule = rule.endsWith("/") ? rule.substring(0, rule.length() - 1) : rule;
      // A rule with folders counts from its own file; where that lies below the root, all of it
      // need not match.
      String pattern = rule.startsWith("/") ? rule.substring(1) : rule;
      List<String> from = new ArrayList<>(List.of(pattern, "**/" + pattern));
      for (int slash = pattern.indexOf('/'); slash >= 0; slash = pattern.indexOf('/', slash + 1)) {
        from.add(pattern.substring(slash + 1));
      }
      if (candidates.stream().anyMatch(each -> from.stream().anyMatch(one -> matches(one, each)))) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String pattern, String path) {
    if (pattern.isEmpty()) {
      return false;
    }
    try {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      return matcher.matches(Path.of(path)) || matcher.matches(Path.of(path).getFileName());
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  /// What tells git, builders and installers what there is, by path.
  private Map<String, String> texts() {
    if (texts.isEmpty()) {
      Map<String, String> read = new TreeMap<>();
      tree.read(
              tree.entries().entrySet().stream()
                  .filter(each -> each.getValue().kind() == SourceTree.Kind.FILE)
                  .map(Map.Entry::getKey)
                  .filter(path -> isTelling(path.substring(path.lastIndexOf('/') + 1)))
                  .limit(MOST_READ)
                  .toList())
          .forEach((path, bytes) -> read.put(path, new String(bytes, StandardCharsets.UTF_8)));
      texts = Optional.of(read);
    }
    return texts.get();
  }

  private static boolean isTelling(String name) {
    return switch (name) {
      case ".gitignore",
          "pyproject.toml",
          "setup.py",
          "setup.cfg",
          "Pipfile",
          "environment.yml",
          "environment.yaml",
          "Makefile",
          "makefile",
          "justfile",
          "CMakeLists.txt",
          "meson.build",
          "BUILD",
          "BUILD.bazel",
          "tox.ini",
          "noxfile.py" ->
          true;
      default ->
          name.contains("requirement")
              || name.startsWith("Dockerfile")
              || name.endsWith(".sh")
              || name.endsWith(".mk");
    };
  }
}
