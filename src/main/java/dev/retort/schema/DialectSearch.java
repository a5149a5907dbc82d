package dev.retort.schema;

import dev.retort.alembic.Environment;
import java.util.Optional;

/// The database that an environment is for where nobody says: one that its version locations are
/// named after, and PostgreSQL otherwise. A URL in a configuration is mostly a stand-in that
/// `env.py` overrides, so it decides nothing.
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
}
