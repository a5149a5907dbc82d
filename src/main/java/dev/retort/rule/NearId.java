package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.NearWord;
import dev.retort.alembic.Revision;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What somebody who mistyped an id may have meant.
public final class NearId {
  private static final int SHORTEST_PREFIX = 4;

  private NearId() {}

  /// The only revision whose id starts with this text, or differs from it in one or two characters
  /// (one where it is shorter than six). Empty where there is none, or more than one; an id that
  /// several files declare is nobody's.
  ///
  /// @param except ids that cannot have been meant
  public static Optional<String> of(String text, History history, Set<String> except) {
    List<String> ids =
        history.revisions().stream()
            .map(Revision::id)
            .filter(id -> !except.contains(id) && Unambiguous.declares(history, id))
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
        ids.stream()
            .filter(id -> NearWord.distance(text, id, tolerated) <= tolerated)
            .limit(2)
            .toList();
    return near.size() == 1 ? Optional.of(near.getFirst()) : Optional.empty();
  }
}
