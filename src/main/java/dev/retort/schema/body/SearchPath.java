package dev.retort.schema.body;

import dev.retort.schema.Gap;
import dev.retort.schema.Operation;
import dev.retort.schema.Operation.SetSearchPath;
import dev.retort.schema.Site;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// PostgreSQL's `search_path` in one migration: which schema a name without one means. New objects
/// go into the first schema of the path, others are found in the first one that holds them. It is
/// rolled back with its transaction and outlasts it otherwise; `SET LOCAL` ends with the
/// transaction, which an upgrade may well run all of its revisions in.
final class SearchPath {
  private List<String> schemas;
  private Optional<Site> since = Optional.empty();

  /// @param left whether a migration before has left another one than the usual
  SearchPath(boolean left) {
    schemas = left ? List.of(SetSearchPath.UNKNOWN_SCHEMA) : SetSearchPath.USUAL;
  }

  /// Whether names without a schema may mean others than those of the default one.
  boolean isSet() {
    return !schemas.equals(SetSearchPath.USUAL);
  }

  private boolean isKnown() {
    return !schemas.contains(SetSearchPath.UNKNOWN_SCHEMA);
  }

  /// Where this migration set it, if it is still set so that it matters to what comes behind. With
  /// an empty one no name without a schema means anything: who uses any behind it has set another.
  Optional<Site> left() {
    return isSet() && !schemas.isEmpty() && !schemas.getFirst().equals("public")
        ? since
        : Optional.empty();
  }

  /// An operation on what its names mean; where that is not known it is one that cannot be read.
  Operation meant(Operation operation, Run run) {
    if (operation instanceof SetSearchPath set) {
      schemas = run.isDoubtful() ? List.of(SetSearchPath.UNKNOWN_SCHEMA) : set.schemas();
      since = Optional.of(set.site());
      return isKnown()
          ? set
          : new Operation.Opaque(set.site(), Gap.OfSql.SEARCH_PATH, Set.of(), true);
    }
    if (operation instanceof Operation.Perhaps may) {
      if (may.operation() instanceof SetSearchPath set) {
        return meant(new SetSearchPath(set.site(), List.of(SetSearchPath.UNKNOWN_SCHEMA)), run);
      }
      Operation meant = meant(may.operation(), run);
      return meant instanceof Operation.Opaque
          ? meant
          : new Operation.Perhaps(may.site(), meant, may.gap());
    }
    return isSet() ? new NamesInPath(schemas, run::schema).meant(operation) : operation;
  }
}
