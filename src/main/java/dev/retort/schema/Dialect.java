package dev.retort.schema;

import java.util.Locale;
import java.util.Optional;

/// The databases whose facts are known. One's facts are not another's.
public enum Dialect {
  POSTGRESQL("PostgreSQL"),
  SQLITE("SQLite"),
  MYSQL("MySQL");

  private final String displayName;

  Dialect(String displayName) {
    this.displayName = displayName;
  }

  /// As its makers write it.
  public String displayName() {
    return displayName;
  }

  /// SQLAlchemy's name.
  public String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The dialect of a name as SQLAlchemy, a URL or an extra of Alembic spells it
  /// (`postgresql+psycopg2` too); empty for one that is not known.
  public static Optional<Dialect> named(String name) {
    String plain = name.toLowerCase(Locale.ROOT).split("[+:]", 2)[0];
    return switch (plain) {
      case "postgresql", "postgres", "cockroachdb" -> Optional.of(POSTGRESQL);
      case "sqlite" -> Optional.of(SQLITE);
      case "mysql", "mariadb" -> Optional.of(MYSQL);
      default -> Optional.empty();
    };
  }
}
