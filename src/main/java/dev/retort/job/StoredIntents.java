package dev.retort.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Intents in the database of the queue.
public final class StoredIntents implements Intents {
  private final Database database;
  private final Clock clock;

  public StoredIntents(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Optional<String> find(String key) {
    return database.read(handle ->
        handle
            .createQuery("select intent_value from intent where intent_key = :key")
            .bind("key", key)
            .mapTo(String.class)
            .findOne());
  }

  @Override
  public void record(String key, String value) {
    var _ = database.writeDurably(handle -> record(handle, key, value, clock.instant()));
  }

  /// The same as part of somebody's transaction.
  static int record(Handle handle, String key, String value, Instant now) {
    return handle
        .createUpdate(
            """
            insert into intent (intent_key, intent_value, recorded_at) values (:key, :value, :now)
            on conflict (intent_key) do update
            set intent_value = excluded.intent_value, recorded_at = excluded.recorded_at
            """)
        .bind("key", key)
        .bind("value", value)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /// Forgets what was recorded longer ago than this.
  ///
  /// @return how many were forgotten
  public int forgetOlderThan(Duration age) {
    var oldest = clock.millis() - age.toMillis();
    return database.write(handle ->
        handle
            .createUpdate("delete from intent where recorded_at < :oldest")
            .bind("oldest", oldest)
            .execute());
  }
}
