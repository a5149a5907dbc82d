package dev.retort.job;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/// The ledger in the database of the queue.
public final class StoredLedger implements Ledger {
  private final Database database;
  private final Clock clock;

  public StoredLedger(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Map<String, String> page(String page) {
    return database.transaction(connection -> page(connection, page));
  }

  private static Map<String, String> page(Connection connection, String page) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select entry_name, entry_value from ledger where page = ? order by entry_name")) {
      select.setString(1, page);
      try (var rows = select.executeQuery()) {
        Map<String, String> entries = new LinkedHashMap<>();
        while (rows.next()) {
          entries.put(rows.getString(1), rows.getString(2));
        }
        return entries;
      }
    }
  }

  @Override
  public Map<String, String> entries(String page, Collection<String> names) {
    return database.transaction(connection -> {
      Map<String, String> entries = new LinkedHashMap<>();
      try (var select =
          connection.prepareStatement(
              "select entry_value from ledger where page = ? and entry_name = ?")) {
        for (String name : names) {
          select.setString(1, page);
          select.setString(2, name);
          try (var rows = select.executeQuery()) {
            if (rows.next()) {
              entries.put(name, rows.getString(1));
            }
          }
        }
      }
      return entries;
    });
  }

  @Override
  public void strike(String page, String name) {
    database.transaction(connection -> {
      try (var delete =
          connection.prepareStatement("delete from ledger where page = ? and entry_name = ?")) {
        delete.setString(1, page);
        delete.setString(2, name);
        return delete.executeUpdate();
      }
    });
  }

  @Override
  public void enter(String page, Map<String, String> entries) {
    database.transaction(connection -> {
      try (var upsert =
          connection.prepareStatement(
              """
              insert into ledger (page, entry_name, entry_value, entered_at) values (?, ?, ?, ?)
              on conflict (page, entry_name) do update
              set entry_value = excluded.entry_value, entered_at = excluded.entered_at
              """)) {
        for (var entry : entries.entrySet()) {
          upsert.setString(1, page);
          upsert.setString(2, entry.getKey());
          upsert.setString(3, entry.getValue());
          upsert.setLong(4, clock.millis());
          upsert.executeUpdate();
        }
        return entries.size();
      }
    });
  }
}
