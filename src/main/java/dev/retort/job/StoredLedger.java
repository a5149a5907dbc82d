package dev.retort.job;

import java.time.Clock;
import java.time.Duration;
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
    return database.read(handle -> {
      Map<String, String> entries = new LinkedHashMap<>();
      handle
          .createQuery(
              "select entry_name, entry_value from ledger where page = :page order by entry_name")
          .bind("page", page)
          .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
          .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
      return entries;
    });
  }

  @Override
  public Map<String, String> entries(String page, Collection<String> names) {
    return database.read(handle -> {
      Map<String, String> entries = new LinkedHashMap<>();
      for (var name : names) {
        handle
            .createQuery("select entry_value from ledger where page = :page and entry_name = :name")
            .bind("page", page)
            .bind("name", name)
            .mapTo(String.class)
            .findOne()
            .ifPresent(value -> entries.put(name, value));
      }
      return entries;
    });
  }

  @Override
  public void strike(String page, String name) {
    var _ =
        database.writeDurably(handle ->
            handle
                .createUpdate("delete from ledger where page = :page and entry_name = :name")
                .bind("page", page)
                .bind("name", name)
                .execute());
  }

  @Override
  public void enter(String page, Map<String, String> entries) {
    var _ =
        database.writeDurably(handle -> {
          var batch =
              handle.prepareBatch(
                  """
                  insert into ledger (page, entry_name, entry_value, entered_at, retired_at)
                  values (:page, :name, :value, :now, 0)
                  on conflict (page, entry_name) do update
                  set entry_value = excluded.entry_value, entered_at = excluded.entered_at,
                    retired_at = 0
                  """);
          entries.forEach((name, value) ->
              batch
                  .bind("page", page)
                  .bind("name", name)
                  .bind("value", value)
                  .bind("now", clock.millis())
                  .add());
          return batch.execute().length;
        });
  }

  @Override
  public void retire(String page) {
    var _ =
        database.write(handle ->
            handle
                .createUpdate(
                    "update ledger set retired_at = :now where page = :page and retired_at = 0")
                .bind("now", clock.millis())
                .bind("page", page)
                .execute());
  }

  @Override
  public void revive(String page) {
    var _ =
        database.write(handle ->
            handle
                .createUpdate("update ledger set retired_at = 0 where page = :page")
                .bind("page", page)
                .execute());
  }

  /// Forgets entries that were retired longer ago than this.
  ///
  /// @return how many were forgotten
  public int forgetRetiredBefore(Duration age) {
    var oldest = clock.millis() - age.toMillis();
    return database.write(handle ->
        handle
            .createUpdate("delete from ledger where retired_at > 0 and retired_at < :oldest")
            .bind("oldest", oldest)
            .execute());
  }
}
