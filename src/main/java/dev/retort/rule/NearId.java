package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What somebody who mistyped an id may have meant.
public final class NearId {
  private static final int SHORTEST_PREFIX = 4;

  private NearId() {}

  /// The only revision whose id starts with this text, or differs from it in one or two characters
  /// (one where it is shorter than six). Empty where there is none, or more than one.
  ///
  /// @param except ids that cannot have been meant
  public static Optional<String> of(String text, History history, Set<String> except) {
    List<String> ids =
        history.revisions().stream()
            .map(Revision::id)
            .filter(id -> !except.contains(id))
            .distinct()
            .toList();
    if (text.length() >= SHORTEST_PREFIX) {
      List<String> longer = ids.stream().filter(id -> id.startsWith(text)).limit(2).toList();
      if (longer.size() == 1) {
        return Optional.of(longer.getFirst());
      }
    }
    int tolerated = text.length() < 6 ? 1 : 2;
    if (text.length() < SHORTEST_PREFIX || text.length() > 64) {
      return Optional.empty();
    }
    List<String> near =
        ids.stream().filter(id -> distance(text, id, tolerated) <= tolerated).limit(2).toList();
    return near.size() == 1 ? Optional.of(near.getFirst()) : Optional.empty();
  }

  /// How many characters have to be added, dropped or changed, as far as it matters.
  private static int distance(String one, String other, int limit) {
    if (Math.abs(one.length() - other.length()) > limit) {
      return limit + 1;
    }
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
