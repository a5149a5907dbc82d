package dev.retort.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Allowances in the database of the queue: a row an account.
public final class StoredAllowance implements Allowance {
  private final Database database;
  private final Clock clock;

  public StoredAllowance(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Taken take(List<Account> accounts, Duration time) {
    // In one order everywhere, so that two who take cannot wait for each other.
    var ordered = accounts.stream().sorted(Comparator.comparing(Account::name)).toList();
    var now = clock.millis();
    return database.write(handle -> {
      for (var account : ordered) {
        open(handle, account, now, time);
      }
      for (var account : accounts) {
        var until = closed(handle, account, now, time);
        if (until.isPresent()) {
          return new Taken.Refused(account, until.get());
        }
      }
      for (var account : ordered) {
        count(handle, account);
      }
      return new Taken.Granted();
    });
  }

  /// Makes the row where there is none, and begins a new time where the old one is over. Either
  /// writes the row, so that nobody else changes it before the transaction ends.
  private static void open(Handle handle, Account account, long now, Duration time) {
    handle
        .createUpdate(
            """
            insert into allowance (account, used, since, closed_until) values (:account, 0, :now, 0)
            on conflict (account) do update
            set used = case when allowance.since <= :over then 0 else allowance.used end,
              closed_until =
                case when allowance.since <= :over then 0 else allowance.closed_until end,
              since = case when allowance.since <= :over then excluded.since else allowance.since end
            """)
        .bind("account", account.name())
        .bind("now", now)
        .bind("over", now - time.toMillis())
        .execute();
  }

  private record Used(int used, long closedUntil) {}

  /// Until when the account is closed; it closes now where it is used up.
  private static Optional<Instant> closed(Handle handle, Account account, long now, Duration time) {
    var used =
        handle
            .createQuery("select used, closed_until from allowance where account = :account")
            .bind("account", account.name())
            .map((row, _) -> new Used(row.getInt(1), row.getLong(2)))
            .findOne();
    if (used.isEmpty() || used.get().used() + account.price() <= account.most()) {
      return Optional.empty();
    }
    if (used.get().closedUntil() > 0) {
      return Optional.of(Instant.ofEpochMilli(used.get().closedUntil()));
    }
    var until = now + time.toMillis();
    handle
        .createUpdate(
            "update allowance set since = :now, closed_until = :until where account = :account")
        .bind("now", now)
        .bind("until", until)
        .bind("account", account.name())
        .execute();
    return Optional.of(Instant.ofEpochMilli(until));
  }

  private static void count(Handle handle, Account account) {
    handle
        .createUpdate("update allowance set used = used + :price where account = :account")
        .bind("price", account.price())
        .bind("account", account.name())
        .execute();
  }

  /// Forgets accounts that nobody took from for so long.
  ///
  /// @return how many were forgotten
  public int forgetOlderThan(Duration age) {
    var oldest = clock.millis() - age.toMillis();
    return database.write(handle ->
        handle
            .createUpdate("delete from allowance where since < :oldest")
            .bind("oldest", oldest)
            .execute());
  }
}
