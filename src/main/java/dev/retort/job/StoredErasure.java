package dev.retort.job;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// Erases in the database of the queue.
public final class StoredErasure implements Erasure {
  private static final Pattern WORDS = Pattern.compile("(?:[#!][^ ]*)? |[#!][^ ]*$");

  /// So many rows are erased at once, so that nobody who writes has to wait long.
  private static final int AT_ONCE = 500;

  private final Database database;
  private final LaneTable lanes;
  private final Clock clock;

  public StoredErasure(Database database, Clock clock) {
    this.database = database;
    this.lanes = new LaneTable(database);
    this.clock = clock;
  }

  @Override
  public int erase(Set<String> subjects) {
    return erase("intent", "intent_key", subjects)
        + erase("ledger", "page", subjects)
        + erase("allowance", "account", subjects);
  }

  private int erase(String table, String name, Set<String> subjects) {
    var named =
        database.read(handle ->
            handle
                .createQuery("select distinct <name> from <table>")
                .define("name", name)
                .define("table", table)
                .mapTo(String.class)
                .filter(each -> isNamedAfter(each, subjects))
                .list());
    var erased = 0;
    for (var from = 0; from < named.size(); from += AT_ONCE) {
      var some = named.subList(from, Math.min(named.size(), from + AT_ONCE));
      erased +=
          database.write(handle ->
              handle
                  .createUpdate("delete from <table> where <name> in (<names>)")
                  .define("name", name)
                  .define("table", table)
                  .bindList("names", some)
                  .execute());
    }
    return erased;
  }

  static boolean isNamedAfter(String name, Set<String> subjects) {
    return WORDS.splitAsStream(name).anyMatch(subjects::contains);
  }

  @Override
  public int stop(String share) {
    return database.write(handle -> {
      var ordered = new ArrayList<>(lanesOf(handle, share));
      // A lane is given away once somebody finds nothing in it.
      ordered.forEach(lane -> lanes.wake(handle, lane, clock.instant()));
      handle
          .createUpdate("delete from job where share = :share and running = 0")
          .bind("share", share)
          .execute();
      handle
          .createUpdate("delete from failed_job where share = :share")
          .bind("share", share)
          .execute();
      return handle
          .createQuery("select count(*) from job where share = :share")
          .bind("share", share)
          .mapTo(Integer.class)
          .one();
    });
  }

  /// In the order in which everybody locks them.
  private static List<String> lanesOf(Handle handle, String share) {
    return handle
        .createQuery("select distinct lane from job where share = :share and running = 0")
        .bind("share", share)
        .mapTo(String.class)
        .list()
        .stream()
        .sorted()
        .toList();
  }
}
