package dev.retort.job;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
    return database.transaction(connection -> {
      for (var account : ordered) {
        open(connection, account, now, time);
      }
      for (var account : accounts) {
        var until = closed(connection, account, now, time);
        if (until.isPresent()) {
          return new Taken.Refused(account, until.get());
        }
      }
      for (var account : ordered) {
        count(connection, account);
      }
      return new Taken.Granted();
    });
  }

  /// Makes the row where there is none, and begins a new time where the old one is over. Either
  /// writes the row, so that nobody else changes it before the transaction ends.
  private static void open(Connection connection, Account account, long now, Duration time)
      throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            """
            insert into allowance (account, used, since, closed_until) values (?, 0, ?, 0)
            on conflict (account) do update
            set used = case when allowance.since <= ? then 0 else allowance.used end,
              closed_until = case when allowance.since <= ? then 0 else allowance.closed_until end,
              since = case when allowance.since <= ? then excluded.since else allowance.since end
            """)) {
      var over = now - time.toMillis();
      upsert.setString(1, account.name());
      upsert.setLong(2, now);
      upsert.setLong(3, over);
      upsert.setLong(4, over);
      upsert.setLong(5, over);
      upsert.executeUpdate();
    }
  }

  /// Until when the account is closed; it closes now where it is used up.
  private static Optional<Instant> closed(
      Connection connection, Account account, long now, Duration time) throws SQLException {
    try (var select =
        connection.prepareStatement("select used, closed_until from allowance where account = ?")) {
      select.setString(1, account.name());
      try (var rows = select.executeQuery()) {
        if (!rows.next() || rows.getInt(1) < account.most()) {
          return Optional.empty();
        }
        if (rows.getLong(2) > 0) {
          return Optional.of(Instant.ofEpochMilli(rows.getLong(2)));
        }
      }
    }
    try (var close =
        connection.prepareStatement(
            "update allowance set since = ?, closed_until = ? where account = ?")) {
      var until = now + time.toMillis();
      close.setLong(1, now);
      close.setLong(2, until);
      close.setString(3, account.name());
      close.executeUpdate();
      return Optional.of(Instant.ofEpochMilli(until));
    }
  }

  private static void count(Connection connection, Account account) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("update allowance set used = used + 1 where account = ?")) {
      update.setString(1, account.name());
      update.executeUpdate();
    }
  }

  /// Forgets accounts that nobody took from for so long.
  ///
  /// @return how many were forgotten
  public int forgetOlderThan(Duration age) {
    var oldest = clock.millis() - age.toMillis();
    return database.transaction(connection -> {
      try (var delete = connection.prepareStatement("delete from allowance where since < ?")) {
        delete.setLong(1, oldest);
        return delete.executeUpdate();
      }
    });
  }
}
