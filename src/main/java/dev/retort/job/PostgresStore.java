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
///
/// What has to be on the disk has connections of its own, so that it waits neither for one that
/// works for reviews nor for their commits, which do not wait for the disk. PostgreSQL writes in
/// order: what is on the disk never stands there without what it was built on.
final class PostgresStore implements Store {
  static final String URL_PREFIX = "jdbc:postgresql:";
  private static final int CONNECTIONS = 9;
  private static final int DURABLE_CONNECTIONS = 3;
  private static final int SECONDS_TO_WAIT = 4;
  private static final int SECONDS_TO_MIGRATE = 300;

  private final HikariDataSource pool;
  private final HikariDataSource durablePool;
  private final Jdbi jdbi;
  private final Jdbi durable;

  private PostgresStore(HikariDataSource pool, HikariDataSource durablePool) {
    this.pool = pool;
    this.durablePool = durablePool;
    this.jdbi = Jdbi.create(pool);
    this.durable = Jdbi.create(durablePool);
  }

  /// @param own whether to bring the schema up to date
  static PostgresStore open(String url, boolean own) {
    if (own) {
      try (var migrating = new HikariDataSource(pool(url, 2, SECONDS_TO_MIGRATE))) {
        Schema.POSTGRESQL.bringUpToDate(migrating);
      } catch (FlywayException | HikariPool.PoolInitializationException e) {
        throw outOfReach(e);
      }
    }
    var usual = pool(url, CONNECTIONS, 2 * SECONDS_TO_WAIT);
    usual.setConnectionInitSql("set synchronous_commit = off");
    try {
      var pool = new HikariDataSource(usual);
      try {
        return new PostgresStore(
            pool, new HikariDataSource(pool(url, DURABLE_CONNECTIONS, 2 * SECONDS_TO_WAIT)));
      } catch (RuntimeException e) {
        pool.close();
        throw e;
      }
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
                    .map(line -> line.replaceAll("[.]+$", ""))
                    .orElse("no reason given")),
        failure);
  }

  private static HikariConfig pool(String url, int connections, int secondsAStatement) {
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
    return config;
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
    return written(jdbi, work);
  }

  @Override
  public <T> T writeDurably(Work<T> work) {
    return written(durable, work);
  }

  private static <T> T written(Jdbi jdbi, Work<T> work) {
    try {
      return jdbi.inTransaction(work::in);
    } catch (JdbiException e) {
      throw GroupCommit.unavailable(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    pool.close();
    durablePool.close();
  }
}
