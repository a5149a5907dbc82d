package dev.retort.job;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// What was done, second by second, beside the allowances in the database of the queue: a row for
/// each second in which anything was.
public final class StoredPace implements Pace {
  private final Database database;
  private final Clock clock;

  public StoredPace(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  private record Done(long second, int times) {}

  @Override
  public Optional<Instant> count(String what, List<Limit> limits) {
    var longest = limits.stream().mapToLong(limit -> limit.time().toSeconds()).max();
    if (longest.isEmpty()) {
      return Optional.empty();
    }
    var now = clock.instant().getEpochSecond();
    return database.write(handle -> {
      // It writes the row of this second first, so that who counts at the same time waits.
      open(handle, what, now);
      var done = since(handle, what, now - longest.getAsLong());
      var opens = limits.stream().mapToLong(limit -> opens(done, limit, now)).max().orElse(now);
      if (opens > now) {
        return Optional.of(Instant.ofEpochSecond(opens));
      }
      handle
          .createUpdate("update allowance set used = used + 1 where account = :account")
          .bind("account", account(what, now))
          .execute();
      return Optional.empty();
    });
  }

  /// The first second in which one more keeps within the limit.
  private static long opens(List<Done> done, Limit limit, long now) {
    var within =
        done.stream().filter(each -> each.second() >= now - limit.time().toSeconds()).toList();
    var surplus = within.stream().mapToInt(Done::times).sum() - limit.most() + 1;
    var opens = now;
    for (var each : within) {
      if (surplus <= 0) {
        break;
      }
      surplus -= each.times();
      opens = each.second() + limit.time().toSeconds() + 1;
    }
    return opens;
  }

  private static String account(String what, long second) {
    return "pace %s %012d".formatted(what, second);
  }

  private static void open(Handle handle, String what, long now) {
    handle
        .createUpdate(
            """
            insert into allowance (account, used, since, closed_until) values (:account, 0, :now, 0)
            on conflict (account) do update set since = excluded.since
            """)
        .bind("account", account(what, now))
        .bind("now", now * 1000)
        .execute();
  }

  /// The oldest first.
  private static List<Done> since(Handle handle, String what, long second) {
    return handle
        .createQuery(
            """
            select account, used from allowance
            where account >= :first and account <= :last and used > 0 order by account
            """)
        .bind("first", account(what, second))
        .bind("last", account(what, 999_999_999_999L))
        .map((row, _) -> {
          var account = row.getString(1);
          return new Done(
              Long.parseLong(account.substring(account.lastIndexOf(' ') + 1)), row.getInt(2));
        })
        .list();
  }
}
