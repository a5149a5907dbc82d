package dev.retort.repair;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.rule.Unambiguous;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a revision would continue if everybody had revised what was youngest at that moment: the
/// only order that is left where the graph cannot be trusted.
final class Predecessor {
  /// Steps down the order before it is given up.
  private static final int MOST = 64;

  private final History history;
  private final Chronology chronology;
  private final List<Revision> order;

  Predecessor(History history, Chronology chronology) {
    this.history = history;
    this.chronology = chronology;
    this.order =
        history.revisions().stream()
            .filter(each -> chronology.made(each).isPresent())
            .filter(each -> Unambiguous.declares(history, each.id()))
            .sorted(chronology.order())
            .toList();
  }

  /// The youngest revision made before this one that does not come after it; empty where this one
  /// has no date, or nothing is older.
  ///
  /// @param except ids that are not to be taken
  Optional<String> of(Revision revision, Set<String> except) {
    Optional<Instant> made = chronology.made(revision);
    if (made.isEmpty()) {
      return Optional.empty();
    }
    int at = firstNotBefore(made.get());
    for (int tried = 0; tried < MOST && --at >= 0; tried++) {
      String id = order.get(at).id();
      boolean fits =
          !id.equals(revision.id()) && !except.contains(id) && !history.isAbove(id, revision.id());
      if (fits) {
        return Optional.of(id);
      }
    }
    return Optional.empty();
  }

  private int firstNotBefore(Instant moment) {
    int low = 0;
    int high = order.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (chronology.made(order.get(middle)).orElseThrow().isBefore(moment)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
