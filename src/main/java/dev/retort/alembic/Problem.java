package dev.retort.alembic;

import java.util.Optional;

/// Something wrong with an environment or one of its files, as far as one snapshot shows it.
///
/// @param path the file to look at, relative to the repository's root
/// @param line counted from 1
/// @param revision the revision concerned, where there is one
/// @param flaw what it is; the rule of its code says it in words
public record Problem(
    Severity severity, String path, int line, Optional<String> revision, Flaw flaw) {
  /// The rule that documents it.
  public RuleCode code() {
    return flaw.code();
  }

  /// Whether Alembic refuses to load a history for it: what fails of the graph and of reading
  /// files.
  public boolean stopsLoading() {
    return severity == Severity.FAILURE
        && switch (code().family()) {
          case GRAPH, READING -> true;
          case HISTORY, ENVIRONMENT, SCHEMA, NEIGHBOURHOOD -> false;
        };
  }
}
