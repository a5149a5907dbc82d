package dev.retort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/// The table of rooms in the design page, which is the one place where their arrows are written.
final class Rooms {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\|.*\\| ([^|]*) \\|$");
  private static final Pattern NAMED =
      Pattern.compile("`((?:[a-z.]+/)?[A-Z][a-z]\\w+)(?:\\.\\w+\\(\\))?`");
  private static final Pattern NAME = Pattern.compile("`([a-z.]+)`");

  private Rooms() {}

  /// Every room with all the rooms that it may know, those of its neighbours included.
  static Map<String, Set<String>> ofTheDesign() {
    Map<String, String> cells = new LinkedHashMap<>();
    ROW.matcher(page()).results().forEach(row -> cells.put(row.group(1), row.group(2)));
    Map<String, Set<String>> knows = new LinkedHashMap<>();
    cells.forEach((room, cell) -> {
      Set<String> known =
          cell.equals("all")
              ? new TreeSet<>(cells.keySet())
              : NAME.matcher(cell)
                  .results()
                  .map((MatchResult name) -> name.group(1))
                  .collect(toTreeSet());
      // A room stands below those that may import it, so what these know is known already.
      for (String neighbour : Set.copyOf(known)) {
        known.addAll(knows.getOrDefault(neighbour, Set.of()));
      }
      knows.put(room, known);
    });
    return knows;
  }

  /// Every class that the page names, with its room where that is named as well: `rule/Fact`.
  static Set<String> named() {
    return NAMED.matcher(page()).results().map(name -> name.group(1)).collect(toTreeSet());
  }

  private static Collector<String, ?, Set<String>> toTreeSet() {
    return Collectors.toCollection(TreeSet::new);
  }

  private static String page() {
    try {
      return Files.readString(Path.of("src/docs/design.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
