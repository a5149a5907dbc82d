package dev.retort.rule;

import dev.retort.alembic.Problem;
import dev.retort.alembic.Revision;
import dev.retort.alembic.RuleCode;
import dev.retort.alembic.Severity;
import dev.retort.alembic.Written;
import dev.retort.python.Span;
import java.util.Optional;

/// Where a finding points.
record Place(String path, int line, Optional<Span> value, Optional<String> revision) {
  /// At the assignment of `down_revision`.
  static Place parents(Revision revision) {
    return new Place(
        revision.path(),
        revision.downLine(),
        revision.downWritten().map(Written::value),
        Optional.of(revision.id()));
  }

  /// At the assignment of `revision`.
  static Place id(Revision revision) {
    return new Place(
        revision.path(),
        revision.line(),
        revision.idWritten().map(Written::value),
        Optional.of(revision.id()));
  }

  /// At the assignment of `depends_on`.
  static Place dependencies(Revision revision) {
    return new Place(
        revision.path(),
        revision.dependsWritten().map(Written::line).orElse(revision.line()),
        revision.dependsWritten().map(Written::value),
        Optional.of(revision.id()));
  }

  static Place of(Problem problem) {
    return new Place(problem.path(), problem.line(), Optional.empty(), problem.revision());
  }

  static Place line(String path, int line) {
    return new Place(path, line, Optional.empty(), Optional.empty());
  }

  /// What the change brings.
  Finding fresh(RuleCode code, Severity severity, Optional<String> counterpart, String message) {
    return new Finding(code, severity, path, line, value, revision, counterpart, message, true);
  }

  /// What the base has already: mentioned, never more.
  Finding inherited(RuleCode code, Optional<String> counterpart, String message) {
    return new Finding(
        code,
        Severity.NOTICE,
        path,
        line,
        value,
        revision,
        counterpart,
        "Already so on the base branch: " + message,
        false);
  }
}
