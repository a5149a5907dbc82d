package dev.retort.rule;

import dev.retort.alembic.PathPattern;
import dev.retort.alembic.SourceTree;
import dev.retort.alembic.SourceTree.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Signs that a module which no file of a repository is exists nevertheless: it is generated,
/// built, ignored by git, another repository's, or installed.
final class MadeElsewhere {
  private static final int MOST_READ = 300;

  /// Of text, and of modules that are looked for in it. What is beyond may tell anything.
  private static final int MOST_CHARACTERS = 1 << 20;

  private static final int MOST_MODULES = 50;

  private static final Set<String> GENERATED = Set.of("pb2", "grpc", "pb2_grpc", "generated");

  private final SourceTree tree;
  private Optional<Map<String, String>> texts = Optional.empty();
  private int asked;

  MadeElsewhere(SourceTree tree) {
    this.tree = tree;
  }

  /// @param module its dotted name, of two parts at least
  /// @param file where it would lie, without its `.py`
  boolean mayBe(String module, String file) {
    List<String> parts = List.of(module.split("\\.", -1));
    String last = parts.getLast();
    return ++asked > MOST_MODULES
        || last.startsWith("_")
        || GENERATED.stream().anyMatch(end -> last.equals(end) || last.endsWith("_" + end))
        || liesSomewhere(parts)
        || texts().values().stream().mapToInt(String::length).sum() > MOST_CHARACTERS
        || texts().entrySet().stream()
            .anyMatch(each -> tells(each.getKey(), each.getValue(), parts, file));
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

  private static boolean tells(String path, String text, List<String> parts, String file) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (name.equals(".gitignore")) {
      return ignores(path, text, file);
    }
    return text.contains(String.join("/", parts))
        || text.contains(String.join(".", parts))
        || text.contains("/" + parts.getLast() + ".py")
        || declares(text, parts.getFirst());
  }

  /// Whether a line of a list of dependencies begins with a package of that name, in any of the
  /// usual spellings.
  private static boolean declares(String text, String top) {
    String wanted = spelled(top);
    return text.lines()
        .map(line -> {
          int from = 0;
          while (from < line.length() && " \t-\"'[".indexOf(line.charAt(from)) >= 0) {
            from++;
          }
          int to = from;
          while (to < line.length()
              && (Character.isLetterOrDigit(line.charAt(to))
                  || "-_.".indexOf(line.charAt(to)) >= 0)) {
            to++;
          }
          return spelled(line.substring(from, to));
        })
        .anyMatch(wanted::equals);
  }

  private static String spelled(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-');
  }

  /// Whether git passes over a file, by the rules that lie in one of the folders above it.
  ///
  /// @param file without its `.py`
  private static boolean ignores(String rules, String text, String file) {
    String folder = rules.substring(0, rules.lastIndexOf('/') + 1);
    if (!file.startsWith(folder)) {
      return false;
    }
    String below = file.substring(folder.length());
    return text.lines()
        .map(String::strip)
        .filter(rule -> !rule.startsWith("#") && !rule.startsWith("!"))
        .flatMap(rule -> pattern(rule).stream())
        .anyMatch(rule -> rule.matches(below) || rule.matches(below + ".py"));
  }

  /// A rule with a folder in it counts from where it stands, any other below that, too. One of a
  /// set of characters is taken for any.
  private static Optional<PathPattern> pattern(String rule) {
    StringBuilder plain = new StringBuilder();
    boolean inSet = false;
    for (int i = 0; i < rule.length(); i++) {
      char c = rule.charAt(i);
      if (c == '[') {
        inSet = true;
        plain.append('?');
      } else if (!inSet) {
        plain.append(c);
      } else if (c == ']') {
        inSet = false;
      }
    }
    int slash = plain.indexOf("/");
    boolean anywhere = slash < 0 || slash == plain.length() - 1;
    return PathPattern.of(
        anywhere ? "**/" + plain : slash == 0 ? plain.substring(1) : plain.toString());
  }

  /// What tells git, builders and installers what there is, by path.
  private Map<String, String> texts() {
    if (texts.isEmpty()) {
      Map<String, String> read = new TreeMap<>();
      tree.readUpTo(
              MOST_CHARACTERS,
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
