package dev.retort.schema;

import dev.retort.alembic.Environment;
import java.util.Optional;

/// The database that an environment is for where nobody says: one that its version locations are
/// named after, and PostgreSQL otherwise. A URL in a configuration is mostly a stand-in that
/// `env.py` overrides, so it does not decide, but it raises doubts.
public final class DialectSearch {
  private DialectSearch() {}

  public static Dialect of(Environment environment) {
    for (String location : environment.versionLocations()) {
      Optional<Dialect> named = Dialect.named(location.substring(location.lastIndexOf('/') + 1));
      if (named.isPresent()) {
        return named.get();
      }
    }
    return Dialect.POSTGRESQL;
  }

  /// Another database that the configuration names: what only one of the two refuses is no fault of
  /// the migrations.
  public static Optional<Dialect> other(Environment environment) {
    Dialect first = of(environment);
    return Optional.ofNullable(environment.options().get("sqlalchemy.url"))
        .flatMap(Dialect::named)
        .filter(named -> named != first);
  }
}
