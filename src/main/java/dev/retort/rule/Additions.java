package dev.retort.rule;

import dev.retort.alembic.History;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.change.HistoryChange;
import dev.retort.schema.Clash;
import dev.retort.schema.Descent;
import dev.retort.schema.ObjectName;
import dev.retort.schema.Provenance;
import dev.retort.schema.Replay;
import dev.retort.schema.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What the revisions that only the change has do to the schema. The history is replayed once, for
/// all rules that ask, and not at all where the change adds no revision that does something.
final class Additions {
  /// The database stops at the first refusal; what comes after it may follow from it.
  private static final int MOST_TOLD = 3;

  private Additions() {}

  /// The steps of the added revisions, in the order of the replay; none where there is no base.
  static List<Replay.Step> of(HistoryChange change) {
    if (change.change().base().entries().isEmpty()) {
      return List.of();
    }
    Set<String> working =
        change.added().stream()
            .filter(each -> each.bodies().upgrade().isPresent() && !each.bodies().idle())
            .map(Revision::path)
            .collect(Collectors.toSet());
    return working.isEmpty()
        ? List.of()
        : change.replayed().steps().stream()
            .filter(step -> working.contains(step.revision().path()))
            .toList();
  }

  /// Where an operation of a step stands.
  static Place place(Replay.Step step, int line) {
    return new Place(
        step.revision().path(), line, Optional.empty(), Optional.of(step.revision().id()));
  }

  /// The tables that the added revisions make: no database has rows in them yet.
  static Set<ObjectName> made(HistoryChange change) {
    return of(change).stream()
        .flatMap(step -> step.effects().stream())
        .filter(effect -> effect.before().isEmpty() && effect.after().isPresent())
        .map(effect -> effect.object())
        .filter(ObjectName::isTable)
        .collect(Collectors.toSet());
  }

  /// Whether a step finds a table that is known through and through, in a schema that is.
  static boolean isOlderTable(Replay.Step step, Set<ObjectName> made, String table) {
    return !made.contains(ObjectName.table(table))
        && step.descent()
            .map(Descent::before)
            .filter(Schema::isClosed)
            .flatMap(before -> before.table(table))
            .filter(found -> !found.isOpen() && !found.foreign())
            .isPresent();
  }

  /// What a rule makes of a refusal.
  interface Telling {
    Fact of(String revision, Clash clash);
  }

  /// What the database would refuse of the added revisions, each on one path with what it clashes
  /// with, and with everything known in between.
  static List<Finding> refused(
      HistoryChange change, RuleCode code, Severity severity, Telling telling) {
    List<Finding> findings = new ArrayList<>();
    for (Replay.Step step : of(change)) {
      step.clashes().stream()
          .filter(clash -> clash.kind().code() == code)
          .filter(
              clash -> isCertain(change, step, clash) && isRefusedEverywhere(change, step, clash))
          .limit(MOST_TOLD)
          .map(clash ->
              place(step, clash.operation().site().line())
                  .fresh(
                      telling.of(step.revision().id(), clash),
                      severity,
                      clash
                          .earlier()
                          .map(Provenance::revision)
                          .filter(other -> !other.equals(step.revision().id()))))
          .forEach(findings::add);
    }
    return findings;
  }

  /// Whether every database that is named refuses it.
  private static boolean isRefusedEverywhere(HistoryChange change, Replay.Step step, Clash clash) {
    return change.replayedElsewhere().stream()
        .allMatch(replay -> replay.refuses(step.revision(), clash));
  }

  private static boolean isCertain(HistoryChange change, Replay.Step step, Clash clash) {
    Replay replay = change.replayed();
    if (clash.earlier().isEmpty()) {
      // What another branch makes is missing only until the two are in order.
      return replay.steps().stream()
          .flatMap(each -> each.effects().stream())
          .noneMatch(
              effect -> effect.after().isPresent() && effect.object().equals(clash.object()));
    }
    String earlier = clash.earlier().get().revision();
    return runsBefore(change.after(), earlier, step.revision().id())
        && !isForgotten(replay, step, earlier);
  }

  /// Whether something that was not followed lies between a revision and what it clashes with.
  private static boolean isForgotten(Replay replay, Replay.Step step, String earlier) {
    Map<String, Integer> positions = new HashMap<>();
    replay.steps().forEach(each -> positions.put(each.revision().id(), positions.size()));
    Optional<Integer> opened =
        replay
            .schema()
            .opening()
            .filter(opening -> !opening.elsewhere())
            .map(Schema.Opening::since)
            .map(since -> positions.getOrDefault(since.revision(), Integer.MAX_VALUE));
    int now = positions.getOrDefault(step.revision().id(), 0);
    int then = positions.getOrDefault(earlier, 0);
    return opened.filter(at -> at <= now && at >= then).isPresent() && then != now;
  }

  /// Whether one revision runs before the other in any order, or is the same.
  static boolean runsBefore(History history, String lower, String upper) {
    Set<String> seen = new HashSet<>();
    Deque<String> queue = new ArrayDeque<>(List.of(upper));
    while (!queue.isEmpty()) {
      String id = queue.removeFirst();
      if (id.equals(lower)) {
        return true;
      }
      if (seen.add(id)) {
        history
            .revision(id)
            .ifPresent(revision -> {
              queue.addAll(revision.downRevisions());
              queue.addAll(revision.dependsOn());
            });
      }
    }
    return false;
  }
}
