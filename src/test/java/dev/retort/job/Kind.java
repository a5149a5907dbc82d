package dev.retort.job;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The kinds of database. What is promised of one is promised of the other, so the same tests run
/// on both; PostgreSQL is a real one, started once for all of them.
public enum Kind {
  SQLITE {
    @Override
    public String url(Path folder) {
      return "jdbc:sqlite:" + folder.resolve("retort.db");
    }
  },
  POSTGRESQL {
    @Override
    public String url(Path folder) {
      var name = "t" + Integer.toHexString(folder.toString().hashCode());
      if (MADE.add(name)) {
        try (var connection = Running.SERVER.getPostgresDatabase().getConnection();
            var statement = connection.createStatement()) {
          statement.execute("create database " + name);
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
      return Running.SERVER.getJdbcUrl("postgres", name);
    }
  };

  private static final Set<String> MADE = ConcurrentHashMap.newKeySet();

  private static final class Running {
    private static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// A database of its own for each folder: the same folder, the same database.
  public abstract String url(Path folder);
}
