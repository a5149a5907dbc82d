package dev.retort.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

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
    return database.transaction(connection -> find(connection, key));
  }

  private static Optional<String> find(Connection connection, String key) throws SQLException {
    try (var select =
        connection.prepareStatement("select intent_value from intent where intent_key = ?")) {
      select.setString(1, key);
      try (var rows = select.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  @Override
  public void record(String key, String value) {
    database.transaction(connection -> {
      try (var upsert =
          connection.prepareStatement(
              """
              insert into intent (intent_key, intent_value, recorded_at) values (?, ?, ?)
              on conflict (intent_key) do update
              set intent_value = excluded.intent_value, recorded_at = excluded.recorded_at
              """)) {
        upsert.setString(1, key);
        upsert.setString(2, value);
        upsert.setLong(3, clock.millis());
        return upsert.executeUpdate();
      }
    });
  }

  /// Forgets what was recorded longer ago than this.
  ///
  /// @return how many were forgotten
  public int forgetOlderThan(Duration age) {
    var oldest = clock.millis() - age.toMillis();
    return database.transaction(connection -> {
      try (var delete = connection.prepareStatement("delete from intent where recorded_at < ?")) {
        delete.setLong(1, oldest);
        return delete.executeUpdate();
      }
    });
  }
}
