package dev.retort.job;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import dev.retort.job.Database.Work;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/// A PostgreSQL that several processes share. Every statement ends within seconds, or its
/// connection does: a webhook that waits for one must be answered.
final class PostgresStore implements Store {
  static final String URL_PREFIX = "jdbc:postgresql:";
  private static final int CONNECTIONS = 12;
  private static final int SECONDS_TO_WAIT = 4;
  private static final int SECONDS_TO_MIGRATE = 300;

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private PostgresStore(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
  }

  /// @param own whether to bring the schema up to date
  static PostgresStore open(String url, boolean own) {
    if (own) {
      try (var migrating = pool(url, 2, SECONDS_TO_MIGRATE)) {
        Schema.POSTGRESQL.bringUpToDate(migrating);
      } catch (FlywayException | HikariPool.PoolInitializationException e) {
        throw outOfReach(e);
      }
    }
    try {
      return new PostgresStore(pool(url, CONNECTIONS, 2 * SECONDS_TO_WAIT));
    } catch (HikariPool.PoolInitializationException e) {
      throw outOfReach(e);
    }
  }

  private static DatabaseUnusableException outOfReach(RuntimeException failure) {
    var cause = failure.getCause() == null ? failure : failure.getCause();
    return new DatabaseUnusableException(
        "The database cannot be used: %s. Look whether PostgreSQL runs and RETORT_DATABASE_URL names its host, database, user and password."
            .formatted(
                String.valueOf(cause.getMessage())
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse("no reason given")),
        failure);
  }

  private static HikariDataSource pool(String url, int connections, int secondsAStatement) {
    var config = new HikariConfig();
    config.setPoolName("postgresql");
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(SECONDS_TO_WAIT));
    config.addDataSourceProperty("ApplicationName", "retort");
    config.addDataSourceProperty("connectTimeout", String.valueOf(SECONDS_TO_WAIT));
    config.addDataSourceProperty("socketTimeout", String.valueOf(secondsAStatement));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    return new HikariDataSource(config);
  }

  @Override
  public boolean isEmbedded() {
    return false;
  }

  @Override
  public DataSource scheduling() {
    return pool;
  }

  @Override
  public <T> T read(Work<T> work) {
    try (var handle = jdbi.open()) {
      return work.in(handle);
    } catch (JdbiException e) {
      throw GroupCommit.unavailable(e.getMessage(), e);
    }
  }

  @Override
  public <T> T write(Work<T> work) {
    try {
      return jdbi.inTransaction(work::in);
    } catch (JdbiException e) {
      throw GroupCommit.unavailable(e.getMessage(), e);
    }
  }

  @Override
  public <T> T writeDurably(Work<T> work) {
    return write(work);
  }

  @Override
  public void close() {
    pool.close();
  }
}
