package dev.retort.schema;

import dev.retort.alembic.History;
import dev.retort.alembic.SourceTree;

/// Whether an empty database can be upgraded through a whole history, as far as can be read.
public sealed interface Upgrade {
  /// Everything was read, and nothing in it would be refused.
  record Whole() implements Upgrade {}

  /// The database would refuse an operation: everything that takes part in it is known.
  ///
  /// @param clash with the revision and line in `at`
  record Fails(Clash clash, Provenance at) implements Upgrade {}

  /// Nothing is refused that is known, but not everything is known.
  ///
  /// @param since the first line that was not followed
  /// @param reason one clause
  record Unknown(Provenance since, String reason) implements Upgrade {}

  static Upgrade of(History history, SourceTree tree, Dialect dialect) {
    return of(Replay.of(history, tree, dialect));
  }

  /// Of a replay of the whole history.
  static Upgrade of(Replay replay) {
    for (Replay.Step step : replay.steps()) {
      for (Clash clash : step.clashes()) {
        return new Fails(
            clash,
            new Provenance(
                step.revision().id(), step.revision().path(), clash.operation().site().line()));
      }
    }
    return replay
        .schema()
        .opening()
        .<Upgrade>map(opening -> new Unknown(opening.since(), opening.reason()))
        .orElseGet(() -> partly(replay));
  }

  private static Upgrade partly(Replay replay) {
    for (Replay.Step step : replay.steps()) {
      for (Reading.Reason reason : step.reading().reasons()) {
        return new Unknown(
            new Provenance(step.revision().id(), step.revision().path(), reason.line()),
            reason.text());
      }
    }
    return new Whole();
  }

  /// As JSON says it: `whole`, `fails` or `unknown`.
  default String word() {
    return switch (this) {
      case Whole _ -> "whole";
      case Fails _ -> "fails";
      case Unknown _ -> "unknown";
    };
  }
}
