package dev.retort.change;

import dev.retort.alembic.Revision;
import dev.retort.schema.Commutation;
import dev.retort.schema.Databases;
import dev.retort.schema.Dialect;
import dev.retort.schema.Gap;
import dev.retort.schema.Provenance;
import dev.retort.schema.ReadingCache;
import dev.retort.schema.Replay;
import dev.retort.schema.TwoHeads;
import dev.retort.schema.Upgrade;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// What the histories of one change do to the schema, each worked out once, when somebody asks.
public final class Replays {
  /// Each is two replays.
  private static final int MOST_PAIRS = 50;

  /// Each keeps the schema as it was before and after; a change that adds more is an import.
  private static final int MOST_TRIED_DOWN = 500;

  private final Map<String, Databases> databases = new ConcurrentHashMap<>();
  private final Map<String, Replay> landed = new ConcurrentHashMap<>();
  private final Map<String, Upgrade> upgrades = new ConcurrentHashMap<>();
  private final Map<List<String>, Commutation> pairs = new ConcurrentHashMap<>();
  private final Map<String, Optional<Commutation>> beside = new ConcurrentHashMap<>();
  private final ReadingCache readings;

  /// Reads each migration once.
  public Replays() {
    this(ReadingCache.NONE);
  }

  /// @param cache what was read before; what is read now is kept there too
  public Replays(ReadingCache cache) {
    this.readings = ReadingCache.over(cache);
  }

  private Replays(Replays others) {
    this.readings = others.readings;
  }

  /// Those of the same change with some files edited: what is the same is not read again.
  public Replays afresh() {
    return new Replays(this);
  }

  /// What the history as it would land is for.
  Databases databases(HistoryChange change) {
    return databases.computeIfAbsent(
        change.environment().scriptLocation(),
        _ -> Databases.of(change.after(), change.change().landing().tree()));
  }

  /// The history as it would land, replayed whole, and what the change adds to a base down again.
  Replay landed(HistoryChange change) {
    return landed.computeIfAbsent(
        change.environment().scriptLocation(),
        _ ->
            Replay.andDown(
                change.after(),
                change.change().landing().tree(),
                databases(change).first(),
                readings,
                judged(change)));
  }

  /// The same on the other databases that are named.
  List<Replay> elsewhere(HistoryChange change) {
    return databases(change).others().stream()
        .sorted()
        .map(dialect -> elsewhere(change, dialect))
        .toList();
  }

  private Replay elsewhere(HistoryChange change, Dialect dialect) {
    return landed.computeIfAbsent(
        change.environment().scriptLocation() + " on " + dialect.sqlName(),
        _ ->
            Replay.andDown(
                change.after(), change.change().landing().tree(), dialect, readings, Set.of()));
  }

  /// The paths of what the change adds, so many as are tried on their way down. Where there is no
  /// base, nobody judges single revisions.
  private static Set<String> judged(HistoryChange change) {
    return change.change().base().entries().isEmpty()
        ? Set.of()
        : change.added().stream()
            .limit(MOST_TRIED_DOWN)
            .map(Revision::path)
            .collect(Collectors.toSet());
  }

  Upgrade upgrade(HistoryChange change) {
    return upgrades.computeIfAbsent(
        change.environment().scriptLocation(),
        _ -> Upgrade.following(landed(change), change.change().landing().tree(), readings));
  }

  Optional<Commutation> beside(HistoryChange change, int pullRequest) {
    String location = change.environment().scriptLocation();
    return beside.computeIfAbsent(
        location + '\0' + pullRequest,
        _ ->
            NeighbouringWork.between(
                change,
                change.change().neighbours().stream()
                    .filter(each -> each.pullRequest() == pullRequest)
                    .filter(each -> each.scriptLocation().equals(location))
                    .toList(),
                readings));
  }

  /// Of so many pairs as nobody reads the first are looked at.
  Commutation between(HistoryChange change, String one, String other) {
    List<String> pair = List.of(change.environment().scriptLocation(), one, other);
    if (pairs.size() >= MOST_PAIRS && !pairs.containsKey(pair)) {
      return new Commutation.Unknown(
          Gap.OfSides.TOO_MANY_HEADS,
          change
              .after()
              .revision(one)
              .map(head -> new Provenance(head.id(), head.path(), head.line()))
              .orElseGet(() -> new Provenance(one, change.environment().scriptLocation(), 1)));
    }
    return pairs.computeIfAbsent(
        pair,
        _ ->
            TwoHeads.of(
                change.after(),
                change.change().landing().tree(),
                databases(change).first(),
                readings,
                Set.of(one),
                Set.of(other)));
  }
}
