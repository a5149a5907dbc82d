package dev.retort.rule;

import dev.retort.alembic.Problem;
import dev.retort.alembic.Revision;
import dev.retort.alembic.Severity;
import dev.retort.alembic.Written;
import dev.retort.python.Span;
import java.util.Optional;

/// Where a finding points.
///
/// @param path the file to look at, relative to the repository's root
/// @param line counted from 1, in the file as it would land
/// @param value the bytes to underline, where they are known
/// @param revision the revision concerned
public record Place(String path, int line, Optional<Span> value, Optional<String> revision) {
  /// At the assignment of `down_revision`.
  public static Place parents(Revision revision) {
    return new Place(
        revision.path(),
        revision.downLine(),
        revision.downWritten().map(Written::value),
        Optional.of(revision.id()));
  }

  /// At the assignment of `revision`.
  public static Place id(Revision revision) {
    return new Place(
        revision.path(),
        revision.line(),
        revision.idWritten().map(Written::value),
        Optional.of(revision.id()));
  }

  /// At the assignment of `depends_on`.
  public static Place dependencies(Revision revision) {
    return new Place(
        revision.path(),
        revision.dependsWritten().map(Written::line).orElse(revision.line()),
        revision.dependsWritten().map(Written::value),
        Optional.of(revision.id()));
  }

  public static Place of(Problem problem) {
    return new Place(problem.path(), problem.line(), Optional.empty(), problem.revision());
  }

  public static Place line(String path, int line) {
    return new Place(path, line, Optional.empty(), Optional.empty());
  }

  /// What the change brings.
  Finding fresh(Fact fact, Severity severity) {
    return new Finding(fact, severity, this, Optional.empty(), true);
  }

  Finding fresh(Fact fact, Severity severity, String counterpart) {
    return new Finding(fact, severity, this, Optional.of(counterpart), true);
  }

  Finding fresh(Fact fact, Severity severity, Optional<String> counterpart) {
    return new Finding(fact, severity, this, counterpart, true);
  }

  /// What the base has already: mentioned, never more.
  Finding inherited(Fact fact) {
    return inherited(fact, Optional.empty());
  }

  Finding inherited(Fact fact, Optional<String> counterpart) {
    return new Finding(fact, Severity.NOTICE, this, counterpart, false);
  }
}
