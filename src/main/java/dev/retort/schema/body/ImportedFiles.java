package dev.retort.schema.body;

import dev.retort.alembic.Needle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// A file, those of the repository that it imports, and those that they import, breadth first.
final class ImportedFiles {
  static final int MOST_FILES = 400;
  private static final Needle IMPORT = Needle.of("import");

  private ImportedFiles() {}

  /// What the first of them answers that answers anything.
  ///
  /// @param most how many are asked at most
  /// @param question is told a file's path and content, which is empty where it is not at hand
  static <T> Optional<T> firstOf(
      Modules modules, String first, int most, BiFunction<String, byte[], Optional<T>> question) {
    Set<String> seen = new HashSet<>(Set.of(first));
    Deque<String> queue = new ArrayDeque<>(List.of(first));
    for (int asked = 0; asked < most && !queue.isEmpty(); asked++) {
      String path = queue.removeFirst();
      byte[] content = modules.sources().read(List.of(path)).getOrDefault(path, new byte[0]);
      Optional<T> answer = question.apply(path, content);
      if (answer.isPresent()) {
        return answer;
      }
      for (String line : importing(content)) {
        for (String name : named(line)) {
          if (seen.size() < MOST_FILES) {
            modules.find(name, path).filter(seen::add).ifPresent(queue::addLast);
          }
        }
      }
    }
    return Optional.empty();
  }

  /// The lines that begin as an import does.
  private static List<String> importing(byte[] content) {
    List<String> lines = new ArrayList<>();
    for (int end = 0, at; (at = IMPORT.next(content, end)) >= 0; ) {
      int start = at;
      while (start > 0 && content[start - 1] != '\n') {
        start--;
      }
      end = at;
      while (end < content.length && content[end] != '\n') {
        end++;
      }
      String line = new String(content, start, end - start, StandardCharsets.UTF_8).strip();
      if (line.startsWith("from ") || line.startsWith("import ")) {
        lines.add(line);
      }
    }
    return lines;
  }

  /// The modules that one line may import, without what it goes on with in the next.
  private static List<String> named(String line) {
    boolean from = line.startsWith("from");
    int start = blanksFrom(line, from ? "from".length() : "import".length());
    int end = start;
    while (end < line.length() && isOfName(line.charAt(end))) {
      end++;
    }
    String module = line.substring(start, end);
    if (!from || module.isEmpty()) {
      return module.isEmpty() ? List.of() : List.of(module);
    }
    int word = blanksFrom(line, end);
    if (!line.startsWith("import", word)) {
      return List.of();
    }
    List<String> names = new ArrayList<>(List.of(module));
    int comment = line.indexOf('#', word);
    String rest = line.substring(word + "import".length(), comment < 0 ? line.length() : comment);
    for (String each : rest.replace('(', ' ').split(",", -1)) {
      String name = each.strip();
      int blank = name.indexOf(' ');
      String plain = blank < 0 ? name : name.substring(0, blank);
      names.add(module.endsWith(".") ? module + plain : module + "." + plain);
    }
    return names;
  }

  private static int blanksFrom(String line, int start) {
    int at = start;
    while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isOfName(char c) {
    return c == '.' || c == '_' || Character.isLetterOrDigit(c);
  }
}
