package dev.retort.job;

import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/// The database that holds deliveries, jobs, intents and the ledger, with its schema up to date:
/// one SQLite file for one process, or a PostgreSQL that several processes share.
///
/// When it cannot be written, that is said in one line of the log, and in one more when it can.
public final class Database implements AutoCloseable {
  private static final Duration PULSE = Duration.ofSeconds(5);

  private final Store store;
  private final Outage outage = new Outage();
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("pulse").factory());

  private Database(Store store) {
    this.store = store;
  }

  /// Opens the database of a JDBC URL, creating the embedded one where its file does not exist, and
  /// brings its schema up to date.
  ///
  /// @throws DatabaseUnusableException where it is damaged, somebody else's, in use by another
  ///   process, out of reach, or of a kind that is not supported
  public static Database open(String url) {
    var database = new Database(store(url, true));
    var millis = PULSE.toMillis();
    var _ =
        database.pulse.scheduleWithFixedDelay(
            database::beat, millis, millis, TimeUnit.MILLISECONDS);
    return database;
  }

  /// Opens a database beside the server that works on it, or on behalf of one that is stopped: its
  /// schema is left as it is, and nothing that runs is touched.
  ///
  /// @throws DatabaseUnusableException where there is none, or it cannot be used
  public static Database beside(String url) {
    return new Database(store(url, false));
  }

  private static Store store(String url, boolean own) {
    if (url.startsWith(SqliteFile.URL_PREFIX)) {
      var file = SqliteFile.at(url);
      return own ? file.open() : file.beside();
    }
    if (url.startsWith(PostgresStore.URL_PREFIX)) {
      return PostgresStore.open(url, own);
    }
    throw new DatabaseUnusableException(
        "RETORT_DATABASE_URL must start with `%s` or `%s`."
            .formatted(SqliteFile.URL_PREFIX, PostgresStore.URL_PREFIX));
  }

  /// Whether this process alone uses the database, so that whatever it finds unfinished at its
  /// start is its own from before.
  boolean isEmbedded() {
    return store.isEmbedded();
  }

  /// What db-scheduler works with.
  DataSource scheduling() {
    return store.scheduling();
  }

  /// Reads, without waiting for anybody who writes.
  ///
  /// @throws QueueUnavailableException where the database does not answer
  <T> T read(Work<T> work) {
    return store.read(work);
  }

  /// Does work in one transaction: all of it is stored when this returns, or nothing. It outlives
  /// the death of the process; a loss of power may take it back, together with everything that was
  /// written after it.
  ///
  /// @throws QueueUnavailableException where the database does not answer or refuses
  <T> T write(Work<T> work) {
    return written("ordinary", () -> store.write(work));
  }

  /// The same, and on the disk when this returns: for what the outside world is told on the
  /// strength of it.
  <T> T writeDurably(Work<T> work) {
    return written("durable", () -> store.writeDurably(work));
  }

  private <T> T written(String how, Supplier<T> writing) {
    var begun = System.nanoTime();
    try {
      var result = writing.get();
      Metrics.timer("retort.store.write", "how", how)
          .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
      outage.isOver();
      return result;
    } catch (QueueUnavailableException e) {
      outage.met(e);
      throw e;
    }
  }

  /// Since when nothing could be written; empty while all is well.
  public Optional<Instant> unwritableSince() {
    return outage.since();
  }

  private void beat() {
    try {
      var _ =
          writeDurably(handle ->
              handle
                  .createUpdate(
                      """
                      insert into pulse (name, at) values ('last', :now)
                      on conflict (name) do update set at = excluded.at
                      """)
                  .bind("now", System.currentTimeMillis())
                  .execute());
    } catch (RuntimeException e) {
      // The outage has said so; the next beat looks again.
    }
  }

  @Override
  public void close() {
    pulse.shutdownNow();
    store.close();
  }

  /// What is done in a transaction.
  interface Work<T> {
    T in(Handle handle);
  }
}
