package dev.retort.job;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.retort.job.Database.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// An SQLite file in use: one writer, db-scheduler's connection that takes turns with it, and
/// readers that wait for nobody.
final class SqliteStore implements Store {
  private static final int MILLIS_TO_WAIT = 5_000;
  private static final int READERS = 4;

  /// Pages of the log of writes after which writers wait until it is folded back into the file.
  private static final int LONGEST_LOG = 16_384;

  private final AutoCloseable lock;
  private final Turn turn = new Turn();
  private final GroupCommit writer;
  private final HikariDataSource schedulers;
  private final HikariDataSource readers;
  private final Jdbi reading;
  private final DataSource scheduling;
  private final ScheduledExecutorService checkpoints =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("checkpoints").factory());

  /// @param lock is released when the store is closed
  SqliteStore(String url, AutoCloseable lock) {
    this.lock = lock;
    var full = source(url, SQLiteConfig.SynchronousMode.FULL);
    this.writer = new GroupCommit(full::getConnection, turn);
    this.schedulers = pool("scheduler", source(url, SQLiteConfig.SynchronousMode.NORMAL), 1);
    this.readers = pool("readers", source(url, SQLiteConfig.SynchronousMode.NORMAL), READERS);
    this.reading = Jdbi.create(readers);
    this.scheduling = new TakingTurns(schedulers, turn);
    var _ = checkpoints.scheduleWithFixedDelay(() -> fold(full), 1, 1, TimeUnit.SECONDS);
  }

  static SQLiteDataSource source(String url, SQLiteConfig.SynchronousMode synchronous) {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(synchronous);
    config.setBusyTimeout(MILLIS_TO_WAIT);
    // Folding the log of writes back into the file is nothing that a writer should wait for.
    config.setPragma(SQLiteConfig.Pragma.WAL_AUTOCHECKPOINT, "0");
    config.setPragma(SQLiteConfig.Pragma.JOURNAL_SIZE_LIMIT, "67108864");
    var source = new SQLiteDataSource(config);
    source.setUrl(url);
    return source;
  }

  /// @param connections each is closed after a failure of any kind: SQLite ends a transaction by
  ///   itself where the disk is full, and the connection, taken back, would stay broken
  private static HikariDataSource pool(String name, SQLiteDataSource source, int connections) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(MILLIS_TO_WAIT);
    config.setInitializationFailTimeout(-1);
    config.setExceptionOverrideClassName(EvictAlways.class.getName());
    return new HikariDataSource(config);
  }

  /// Named to the pool, which makes one.
  public static final class EvictAlways implements SQLExceptionOverride {
    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
      return SQLExceptionOverride.Override.MUST_EVICT;
    }
  }

  private void fold(SQLiteDataSource source) {
    try (var connection = source.getConnection()) {
      if (pagesAfter(connection, "passive") > LONGEST_LOG) {
        turn.take(false);
        try {
          pagesAfter(connection, "truncate");
        } finally {
          turn.end();
        }
      }
    } catch (SQLException | RuntimeException e) {
      // Whoever writes meets the same trouble and says so.
    }
  }

  /// The pages in the log of writes, after as many as may be were folded back.
  private static int pagesAfter(Connection connection, String mode) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("pragma wal_checkpoint(" + mode + ")")) {
      return rows.next() ? rows.getInt(2) : 0;
    }
  }

  @Override
  public boolean isEmbedded() {
    return true;
  }

  @Override
  public DataSource scheduling() {
    return scheduling;
  }

  @Override
  public <T> T read(Work<T> work) {
    try (var handle = reading.open()) {
      return work.in(handle);
    } catch (JdbiException e) {
      throw GroupCommit.unavailable(e.getMessage(), e);
    }
  }

  @Override
  public <T> T write(Work<T> work) {
    return writer.write(work, false);
  }

  @Override
  public <T> T writeDurably(Work<T> work) {
    return writer.write(work, true);
  }

  @Override
  public void close() {
    checkpoints.shutdownNow();
    writer.close();
    schedulers.close();
    readers.close();
    try {
      lock.close();
    } catch (Exception e) {
      throw new IllegalStateException("The database's lock cannot be released", e);
    }
  }
}
