package dev.retort.alembic;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The search for the revision that somebody meant: the same letters in another case or with blanks
/// around them, the beginning of one id only, or a mistyped id. Alembic takes none of these in a
/// file.
final class Spellings {
  private static final int SHORTEST_BEGINNING = 4;
  private static final int SHORTEST_MISTYPED = 6;
  private static final int LONGEST_MISTYPED = 64;

  /// Texts that are compared for one history; what is missed after that is not looked for.
  private static final int MOST_COMPARED = 1_000_000;

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /// As Alembic makes ids. No two of them are near each other by chance.
  private static final Pattern RANDOM =
      Pattern.compile("(?=.*[0-9])(?=.*[a-f].*[a-f])[0-9a-f]{10,40}");

  private final Links links;
  private final Map<String, Integer> folded = new HashMap<>();
  private final SortedMap<String, Integer> sorted = new TreeMap<>();
  private int compared;

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

  /// The only revision whose id a slip of the keyboard makes of this: one character of it, two of a
  /// random id. Names that are counted, such as `geo_01` and `geo_02`, differ on purpose.
  Optional<Revision> mistyped(String missing) {
    if (missing.length() < SHORTEST_MISTYPED
        || missing.length() > LONGEST_MISTYPED
        || compared > MOST_COMPARED) {
      return Optional.empty();
    }
    compared += links.size();
    boolean random = RANDOM.matcher(missing).matches();
    int tolerated = random ? 2 : 1;
    List<Revision> meant =
        links.revisions().stream()
            .filter(each -> NearWord.distance(missing, each.id(), tolerated) <= tolerated)
            .filter(each -> random || !uncounted(each.id()).equals(uncounted(missing)))
            .limit(2)
            .toList();
    return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
  }

  private static String uncounted(String id) {
    return NUMBER.matcher(id).replaceAll("0");
  }

  private static String fold(String id) {
    return id.strip().toLowerCase(Locale.ROOT);
  }
}
