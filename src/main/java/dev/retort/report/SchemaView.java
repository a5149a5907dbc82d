package dev.retort.report;

import dev.retort.schema.Effect;
import dev.retort.schema.Replay;
import dev.retort.schema.Upgrade;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A replayed schema, and what of it is wanted.
///
/// @param upgrade whether an empty database can be upgraded through all of it
/// @param effects whether to say what each revision does
/// @param change the revisions of a change, where one is looked at
public record SchemaView(
    Replay replay, Upgrade upgrade, boolean effects, Optional<Set<String>> change) {
  /// The revisions to speak of.
  List<Replay.Step> steps() {
    return replay.steps().stream()
        .filter(step -> change.map(ids -> ids.contains(step.revision().id())).orElse(true))
        .toList();
  }

  /// The tables that the change touches, by name.
  Set<String> touched() {
    Set<String> tables = new HashSet<>();
    if (change.isPresent()) {
      for (Replay.Step step : steps()) {
        step.effects().forEach(effect -> table(effect).ifPresent(tables::add));
      }
    }
    return tables;
  }

  private static Optional<String> table(Effect effect) {
    String name = effect.object().substring(effect.object().indexOf(' ') + 1);
    if (effect.object().startsWith("table ")) {
      return Optional.of(name);
    }
    if (effect.object().startsWith("column ")) {
      return Optional.of(name.substring(0, name.lastIndexOf('.')));
    }
    if (effect.object().startsWith("constraint ")) {
      return Optional.of(name.substring(0, name.indexOf('/')));
    }
    return effect
        .after()
        .or(effect::before)
        .flatMap(entity ->
            entity instanceof dev.retort.schema.Index index
                ? Optional.of(index.spec().table())
                : Optional.empty());
  }
}
