package dev.retort.rule;

import dev.retort.alembic.Revision;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Collision;
import dev.retort.schema.Commutation;
import dev.retort.schema.Upgrade;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The lines that a merge revision of the change joins, where the database refuses one after the
/// other. The graph is whole by then, so nothing else tells of them.
final class MergedLines {
  /// Pairs of parents that are compared in all.
  private static final int MOST_PAIRS = 16;

  private final HistoryChange change;
  private final Set<String> added;
  private final Set<Collided> found = new LinkedHashSet<>();
  private int looked;

  private MergedLines(HistoryChange change) {
    this.change = change;
    this.added = change.addedIds();
  }

  /// Two lines of code and what joins them.
  ///
  /// @param collision a revision of the change is the one side, where one takes part
  /// @param merge the revision that joins them
  record Collided(Collision collision, Revision merge) {}

  /// What the merge revisions join that the change adds; none where there is no base.
  static List<Collided> of(HistoryChange change) {
    MergedLines lines = new MergedLines(change);
    if (!change.change().base().entries().isEmpty()) {
      change.added().stream().filter(Revision::mergePoint).forEach(lines::look);
    }
    return List.copyOf(lines.found);
  }

  private void look(Revision merge) {
    List<String> parents =
        merge.downRevisions().stream()
            .distinct()
            .filter(parent -> change.after().revision(parent).isPresent())
            .toList();
    for (int i = 0; i < parents.size(); i++) {
      for (int j = i + 1; j < parents.size() && looked < MOST_PAIRS; j++) {
        looked++;
        if (change.commutation(parents.get(i), parents.get(j))
            instanceof Commutation.Collide(List<Collision> collisions, _)) {
          collisions.stream()
              .filter(this::isRefused)
              .map(each -> new Collided(turned(each), merge))
              .forEach(found::add);
        }
      }
    }
  }

  /// Whether a database refuses the two joined: in any order, or in the one that Alembic takes.
  private boolean isRefused(Collision collision) {
    return switch (collision.kind()) {
      case BOTH_MAKE, BOTH_DROP, DROPS_HELD, HOLDS_DROPPED -> true;
      case NEEDS, DROPS -> stopsAt(collision);
      // Each order leaves another schema, and the merge revision settles on one.
      case ALTER_DIFFERENTLY -> false;
    };
  }

  private boolean stopsAt(Collision collision) {
    return change.upgrade() instanceof Upgrade.Fails fails
        && fails.object().equals(collision.object())
        && Set.of(collision.one().revision(), collision.other().revision())
            .contains(fails.at().revision());
  }

  private Collision turned(Collision collision) {
    return !added.contains(collision.one().revision())
            && added.contains(collision.other().revision())
        ? collision.mirrored()
        : collision;
  }
}
