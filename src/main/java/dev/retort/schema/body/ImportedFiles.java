package dev.retort.schema.body;

import dev.retort.alembic.Needle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A file, those of the repository that it imports, and those that they import, breadth first. Each
/// is looked at for what it imports only when the next one is asked for.
final class ImportedFiles {
  private static final int MOST_FILES = 400;
  private static final Needle IMPORT = Needle.of("import");

  private final Modules modules;
  private final Set<String> seen;
  private final Deque<String> queue;
  private String path = "";
  private byte[] content = {};

  ImportedFiles(Modules modules, String first) {
    this.modules = modules;
    this.seen = new HashSet<>(Set.of(first));
    this.queue = new ArrayDeque<>(List.of(first));
  }

  boolean hasNext() {
    for (String line : importing(content)) {
      for (String name : named(line)) {
        if (seen.size() < MOST_FILES) {
          modules.find(name, path).filter(seen::add).ifPresent(queue::addLast);
        }
      }
    }
    content = new byte[0];
    return !queue.isEmpty();
  }

  /// The path of the next file.
  String next() {
    path = queue.removeFirst();
    content = modules.sources().read(List.of(path)).getOrDefault(path, new byte[0]);
    return path;
  }

  /// Of the file that came last; nothing where it is not at hand.
  byte[] content() {
    return content;
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
