package dev.retort.job;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/// The database that holds the jobs and intents, with its schema up to date.
public final class Database implements AutoCloseable {
  private final HikariDataSource pool;
  private final boolean embedded;
  private final AutoCloseable lock;

  Database(HikariDataSource pool, boolean embedded, AutoCloseable lock) {
    this.pool = pool;
    this.embedded = embedded;
    this.lock = lock;
  }

  /// Opens the database of a JDBC URL, creating the embedded one where its file does not exist, and
  /// brings its schema up to date.
  ///
  /// @throws DatabaseUnusableException where it is damaged, in use by another process, or of a kind
  ///   that is not supported
  public static Database open(String url) {
    if (url.startsWith(SqliteFile.URL_PREFIX)) {
      return SqliteFile.at(url).open();
    }
    throw new DatabaseUnusableException(
        "The database URL must start with `" + SqliteFile.URL_PREFIX + "`.");
  }

  /// Whether this process alone uses the database, so that whatever it finds unfinished at its
  /// start is its own from before.
  boolean isEmbedded() {
    return embedded;
  }

  DataSource dataSource() {
    return pool;
  }

  /// Does work in one transaction: all of it is stored when this returns, or nothing.
  ///
  /// @throws QueueUnavailableException where the database does not answer or refuses
  <T> T transaction(Work<T> work) {
    try (var connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try {
        var result = work.in(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        try {
          connection.rollback();
        } catch (SQLException again) {
          e.addSuppressed(again);
        }
        throw e;
      }
    } catch (SQLException e) {
      throw new QueueUnavailableException("The database does not answer: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    pool.close();
    try {
      lock.close();
    } catch (Exception e) {
      throw new IllegalStateException("The database's lock cannot be released", e);
    }
  }

  /// What is done in a transaction.
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }
}
