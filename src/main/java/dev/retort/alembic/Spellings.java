package dev.retort.alembic;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds the revision that somebody meant: the same letters in another case or with blanks around
/// them, or the beginning of one id only. Alembic takes none of these in a file.
final class Spellings {
  private static final int SHORTEST_BEGINNING = 4;

  private final Links links;
  private final Map<String, Integer> folded = new HashMap<>();
  private final SortedMap<String, Integer> sorted = new TreeMap<>();

  Spellings(Links links) {
    this.links = links;
  }

  Optional<Revision> near(String missing) {
    if (sorted.isEmpty()) {
      for (int i = 0; i < links.size(); i++) {
        folded.putIfAbsent(fold(links.revisions().get(i).id()), i);
        sorted.put(links.revisions().get(i).id(), i);
      }
    }
    Integer same = folded.get(fold(missing));
    if (same != null) {
      return Optional.of(links.revisions().get(same));
    }
    if (missing.length() < SHORTEST_BEGINNING) {
      return Optional.empty();
    }
    var longer =
        sorted.tailMap(missing).entrySet().stream()
            .limit(2)
            .filter(entry -> entry.getKey().startsWith(missing))
            .toList();
    return longer.size() == 1
        ? Optional.of(links.revisions().get(longer.getFirst().getValue()))
        : Optional.empty();
  }

  private static String fold(String id) {
    return id.strip().toLowerCase(Locale.ROOT);
  }
}
