package dev.retort.change;

import dev.retort.alembic.Environment;
import dev.retort.alembic.Environments;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.LooseFiles;
import dev.retort.alembic.RevisionCache;
import dev.retort.alembic.SourceTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The reader of what a change does to every environment of the repository.
///
/// The snapshots share most of their files, so one change reads each content once, whatever the
/// cache that it was given.
public final class ChangeReader {
  private final RevisionCache cache;
  private final Environments.Request request;

  public ChangeReader(RevisionCache cache, Environments.Request request) {
    this.cache = cache;
    this.request = request;
  }

  /// One entry for each environment that exists before or after, ordered by script location. An
  /// environment that the change moves to another folder is one entry, not two.
  ///
  /// @param settings the tree whose `.github/retort.yml` counts: a change cannot hide an
  ///   environment from its own judge
  public List<HistoryChange> read(Change change, Snapshot settings) {
    HistoryReader reader = new HistoryReader(new ChangeCache(cache));
    Snapshot landed = change.landing().tree();
    LooseFiles loose = new LooseFiles(brought(change));
    Map<String, Environment> now = discover(landed, settings, loose);
    Map<String, Environment> was =
        change.base().entries().equals(landed.entries())
            ? now
            : discover(change.base(), settings, loose);

    Map<String, Pair> pairs = new TreeMap<>();
    now.forEach((location, after) -> {
      Environment before = was.get(location);
      // The change may bring only the configuration of files that were there already.
      pairs.put(location, new Pair(before == null ? unblamed(after) : before, after));
    });
    was.forEach(
        (location, before) -> pairs.putIfAbsent(location, new Pair(before, unblamed(before))));
    return followMoves(reader, change, was, now, pairs);
  }

  private List<HistoryChange> followMoves(
      HistoryReader reader,
      Change change,
      Map<String, Environment> was,
      Map<String, Environment> now,
      Map<String, Pair> pairs) {
    Map<String, HistoryChange> read = new LinkedHashMap<>();
    pairs.forEach((location, pair) -> read.put(location, pair.read(reader, change)));
    List<String> gone = was.keySet().stream().filter(key -> !now.containsKey(key)).toList();
    List<String> come =
        new ArrayList<>(now.keySet().stream().filter(key -> !was.containsKey(key)).toList());
    for (String from : gone) {
      HistoryChange old = read.get(from);
      if (old == null || !old.after().revisions().isEmpty()) {
        continue;
      }
      Optional<String> to = come.stream().filter(each -> movedTo(old, read.get(each))).findFirst();
      if (to.isPresent()) {
        HistoryChange fresh = read.get(to.get());
        if (fresh != null) {
          read.put(
              to.get(),
              new HistoryChange(
                  fresh.environment(), old.before(), old.mergeBase(), fresh.after(), change));
          read.remove(from);
          come.remove(to.get());
        }
      }
    }
    return List.copyOf(read.values());
  }

  /// Whether at least half of the revisions that one folder lost are found in the other.
  private static boolean movedTo(HistoryChange old, @Nullable HistoryChange fresh) {
    if (fresh == null || old.before().revisions().isEmpty()) {
      return false;
    }
    Set<String> there = new HashSet<>();
    fresh.after().revisions().forEach(revision -> there.add(revision.id()));
    long shared =
        old.before().revisions().stream().filter(each -> there.contains(each.id())).count();
    return 2 * shared >= old.before().revisions().size();
  }

  /// The same folders, for the side on which nothing configures them: what is wrong with the
  /// configuration is wrong on the other side only.
  private static Environment unblamed(Environment environment) {
    return new Environment(
        environment.scriptLocation(),
        environment.config(),
        environment.versionLocations(),
        environment.recursive(),
        environment.sourceless(),
        environment.options(),
        List.of());
  }

  /// The contents that would land and are not the base's.
  private static Set<String> brought(Change change) {
    Set<String> brought = new HashSet<>();
    change
        .landing()
        .tree()
        .entries()
        .forEach((path, entry) -> {
          SourceTree.Entry before = change.base().entries().get(path);
          if (before == null || !before.blob().equals(entry.blob())) {
            brought.add(entry.blob());
          }
        });
    return change.base().entries().isEmpty() ? Set.of() : brought;
  }

  /// The environments by what they have in common before and after: the script location, and where
  /// several share one, the version locations.
  private Map<String, Environment> discover(Snapshot tree, Snapshot settings, LooseFiles loose) {
    List<Environment> all = Environments.discover(tree, request, settings, loose);
    Map<String, Environment> found = new LinkedHashMap<>();
    for (Environment environment : all) {
      String key = environment.scriptLocation();
      if (found.containsKey(key)) {
        key += "\n" + String.join("\n", environment.versionLocations());
      }
      found.putIfAbsent(key, environment);
    }
    return found;
  }

  /// How one environment is configured before and after.
  private record Pair(Environment before, Environment after) {
    HistoryChange read(HistoryReader reader, Change change) {
      History later = reader.read(change.landing().tree(), after);
      History earlier = reader.read(change.base(), before);
      boolean moved = !change.mergeBase().entries().equals(change.base().entries());
      History parted = moved ? reader.read(change.mergeBase(), before) : earlier;
      return new HistoryChange(after, earlier, parted, later, change);
    }
  }
}
