package dev.retort.change;

import dev.retort.alembic.Condition;
import dev.retort.alembic.Environment;
import dev.retort.alembic.History;
import dev.retort.alembic.HistoryReader;
import dev.retort.alembic.Revision;
import dev.retort.schema.Commutation;
import dev.retort.schema.Databases;
import dev.retort.schema.Replay;
import dev.retort.schema.Upgrade;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a change does to one environment.
///
/// @param environment as it would land (as the base has it where the change removes it)
/// @param before the base branch's history
/// @param mergeBase the history where the two parted
/// @param after the history as it would land
/// @param change the snapshots all this was read from
public record HistoryChange(
    Environment environment, History before, History mergeBase, History after, Change change) {

  /// A revision of the base and what the change makes of it.
  public record Rewritten(Revision before, Revision after) {}

  /// The revisions that would land and whose id the base does not declare anywhere: only this
  /// change has them. In load order.
  public List<Revision> added() {
    Set<String> base = ids(before);
    return after.revisions().stream().filter(revision -> !base.contains(revision.id())).toList();
  }

  /// The ids of [#added()], in load order.
  public Set<String> addedIds() {
    Set<String> added = new LinkedHashSet<>();
    added().forEach(revision -> added.add(revision.id()));
    return added;
  }

  /// The base's revisions whose id nothing would declare any more, in load order: removed, or
  /// [#renamed()]. One whose file cannot be read any more is not removed, only unreadable.
  public List<Revision> removed() {
    Set<String> landed = ids(after);
    Set<String> unreadable = new HashSet<>();
    after.files().stream()
        .filter(file -> file.revision().isEmpty())
        .forEach(file -> unreadable.add(file.path()));
    return before.revisions().stream()
        .filter(revision -> !landed.contains(revision.id()))
        .filter(revision -> !unreadable.contains(revision.path()))
        .toList();
  }

  /// The base's revisions that got another id: the same file, or a new one that does the same work
  /// on the same parents, declares an id that the base does not have.
  public List<Rewritten> renamed() {
    List<Revision> added = added();
    Set<Revision> taken = new HashSet<>();
    return removed().stream()
        .flatMap(old -> {
          Optional<Revision> now =
              Stream.concat(
                      added.stream().filter(each -> each.path().equals(old.path())),
                      added.stream().filter(each -> sameWork(old, each)))
                  .filter(each -> !taken.contains(each))
                  .findFirst();
          now.ifPresent(taken::add);
          return now.map(each -> new Rewritten(old, each)).stream();
        })
        .toList();
  }

  private static boolean sameWork(Revision one, Revision other) {
    return one.bodies().upgrade().isPresent()
        && one.bodies().equals(other.bodies())
        && one.docstring().message().equals(other.docstring().message())
        && Set.copyOf(one.downRevisions()).equals(Set.copyOf(other.downRevisions()));
  }

  /// The base's revisions that would land with other parents, in load order.
  public List<Rewritten> reparented() {
    return kept(pair ->
        !Set.copyOf(pair.before().downRevisions())
            .equals(Set.copyOf(pair.after().downRevisions())));
  }

  /// The base's revisions whose `upgrade` or `downgrade` would do something else, in load order.
  public List<Rewritten> reworked() {
    return kept(pair -> !Objects.equals(pair.before().bodies(), pair.after().bodies()));
  }

  /// The revisions that both sides have, as Alembic would pick them of duplicates.
  private List<Rewritten> kept(Predicate<Rewritten> wanted) {
    List<Rewritten> kept = new ArrayList<>();
    for (Revision old : before.revisions()) {
      Revision now = heir(old).orElse(old);
      // A tool may give a revision another parent without an edit.
      boolean edited =
          !now.blob().equals(old.blob()) || !now.downRevisions().equals(old.downRevisions());
      // Where one of several files of an id goes, the one that stays was not edited.
      if (edited
          && before.revision(old.id()).filter(old::equals).isPresent()
          && !before.declaring(old.id()).contains(now)) {
        Rewritten pair = new Rewritten(old, now);
        if (wanted.test(pair)) {
          kept.add(pair);
        }
      }
    }
    return kept;
  }

  /// Of the revisions that would declare this id, the one in the same file, otherwise the one that
  /// Alembic would keep.
  private Optional<Revision> heir(Revision old) {
    for (Revision each : after.declaring(old.id())) {
      if (each.path().equals(old.path())) {
        return Optional.of(each);
      }
    }
    return after.revision(old.id());
  }

  /// Whether the history would be less broken than the base's, and in no way more: people get out
  /// of an accident by rewriting history.
  public boolean repairsBase() {
    Condition was = before.condition();
    Condition is = after.condition();
    int better = 0;
    int[][] sizes = {
      {Math.max(1, was.heads().size()), Math.max(1, is.heads().size())},
      {was.missing().size(), is.missing().size()},
      {was.duplicates().size(), is.duplicates().size()},
      {was.cycles().size(), is.cycles().size()},
    };
    for (int[] size : sizes) {
      if (size[1] > size[0]) {
        return false;
      }
      better += size[0] - size[1];
    }
    return better > 0;
  }

  /// The history as it would land, replayed into a schema.
  public Replay replayed() {
    return change.replays().landed(this);
  }

  /// What the history is for: [#replayed()] is on the first.
  public Databases databases() {
    return change.replays().databases(this);
  }

  /// The same on each other database that is named.
  public List<Replay> replayedElsewhere() {
    return change.replays().elsewhere(this);
  }

  /// Whether an empty database can be upgraded through the history as it would land.
  public Upgrade upgrade() {
    return change.replays().upgrade(this);
  }

  /// Whether what two heads of the history as it would land do to the schema commutes.
  public Commutation commutation(String one, String other) {
    return change.replays().between(this, one, other);
  }

  /// Whether what the change does to the schema commutes with what another open pull request would
  /// do; empty where its contents are not known.
  public Optional<Commutation> commutationBeside(int pullRequest) {
    return change.replays().beside(this, pullRequest);
  }

  /// The paths in conflict that this environment reads, sorted: what was judged there is the pull
  /// request's side alone.
  public List<String> conflicts() {
    return change.landing().conflicts().stream()
        .filter(path ->
            HistoryReader.concerns(environment, path)
                || HistoryReader.concerns(before.environment(), path))
        .toList();
  }

  /// Whether anything that this environment reads differs between the base and what would land.
  public boolean touched() {
    return !before.environment().equals(after.environment())
        || !before.files().equals(after.files());
  }

  private static Set<String> ids(History history) {
    Set<String> ids = new HashSet<>();
    history.revisions().forEach(revision -> ids.add(revision.id()));
    return ids;
  }
}
