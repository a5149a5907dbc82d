package dev.retort.report;

import dev.retort.schema.Reading;
import dev.retort.schema.Replay;
import dev.retort.schema.Upgrade;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A replayed schema, and what of it is wanted.
///
/// @param upgrade whether an empty database can be upgraded through all of it
/// @param elsewhere the same on the other databases that are named, where this one refuses
///   something
/// @param effects whether to say what each revision does
/// @param change the revisions of a change, where one is looked at
public record SchemaView(
    Replay replay,
    Upgrade upgrade,
    List<Replay> elsewhere,
    boolean effects,
    Optional<Set<String>> change) {
  public SchemaView {
    elsewhere = List.copyOf(elsewhere);
  }

  /// The revisions to speak of.
  List<Replay.Step> steps() {
    return replay.steps().stream()
        .filter(step -> change.map(ids -> ids.contains(step.revision().id())).orElse(true))
        .toList();
  }

  /// Whether nothing of what there is to speak of was left unread.
  public boolean isWhole() {
    return replay.history().undecidable().isEmpty()
        && steps().stream().allMatch(step -> step.reading().extent() == Reading.Extent.COMPLETE);
  }

  /// The tables that the change touches, by name.
  Set<String> touched() {
    Set<String> tables = new HashSet<>();
    if (change.isPresent()) {
      for (Replay.Step step : steps()) {
        step.effects().forEach(effect -> effect.table().ifPresent(tables::add));
      }
    }
    return tables;
  }
}
