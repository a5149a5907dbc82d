package dev.retort.change;

import dev.retort.alembic.Revision;
import dev.retort.schema.Commutation;
import dev.retort.schema.DialectSearch;
import dev.retort.schema.Replay;
import dev.retort.schema.TwoHeads;
import dev.retort.schema.Upgrade;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// What the histories of one change do to the schema, each worked out once, when somebody asks.
public final class Replays {
  private final Map<String, Replay> landed = new ConcurrentHashMap<>();
  private final Map<List<String>, Commutation> pairs = new ConcurrentHashMap<>();

  /// The history as it would land, replayed whole, and what the change adds to a base down again.
  Replay landed(HistoryChange change) {
    return landed.computeIfAbsent(
        change.environment().scriptLocation(),
        _ ->
            Replay.andDown(
                change.after(),
                change.change().landing().tree(),
                DialectSearch.of(change.environment()),
                judged(change)));
  }

  /// The paths of what the change adds. Where there is no base, nobody judges single revisions.
  private static Set<String> judged(HistoryChange change) {
    return change.change().base().entries().isEmpty()
        ? Set.of()
        : change.added().stream().map(Revision::path).collect(Collectors.toSet());
  }

  Upgrade upgrade(HistoryChange change) {
    return Upgrade.of(landed(change));
  }

  Commutation between(HistoryChange change, String one, String other) {
    return pairs.computeIfAbsent(
        List.of(change.environment().scriptLocation(), one, other),
        _ ->
            TwoHeads.of(
                change.after(),
                change.change().landing().tree(),
                DialectSearch.of(change.environment()),
                Set.of(one),
                Set.of(other)));
  }
}
