package dev.retort.job;

import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of jobs and lanes.
///
/// A lane's row is always locked before any row of its jobs, by those who hand work in and by those
/// who end a run. So whoever removes a lane has seen every job in it, and whoever adds a job finds
/// the lane or makes it: no wake-up is lost between the two.
final class JobTable {
  static final String LANE_TASK = "lane";

  private final Database database;
  private final JdbcCustomization times;

  JobTable(Database database) {
    this.database = database;
    this.times = new AutodetectJdbcCustomization(database.dataSource());
  }

  /// What a run works on.
  ///
  /// @param attempts how many runs have begun since the job was handed in, this one included
  /// @param diedBefore whether the run before this one never ended
  record Claim(Job job, String ticket, int attempts, boolean diedBefore) {}

  void put(List<Job> jobs, Instant now) {
    // In one order everywhere, so that two senders cannot wait for each other.
    var ordered =
        jobs.stream()
            .sorted(
                Comparator.comparing(Job::lane).thenComparing(Job::kind).thenComparing(Job::key))
            .toList();
    database.transaction(connection -> {
      for (var lane : ordered.stream().map(Job::lane).distinct().toList()) {
        wake(connection, lane, now);
      }
      for (var job : ordered) {
        put(connection, job, now);
      }
      return ordered.size();
    });
  }

  private void wake(Connection connection, String lane, Instant now) throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            """
            insert into scheduled_tasks
              (task_name, task_instance, execution_time, picked, version, consecutive_failures)
            values (?, ?, ?, ?, 1, 0)
            on conflict (task_name, task_instance) do update
            set execution_time = case
              when scheduled_tasks.picked = excluded.picked
                and scheduled_tasks.execution_time > excluded.execution_time
              then excluded.execution_time
              else scheduled_tasks.execution_time end
            """)) {
      upsert.setString(1, LANE_TASK);
      upsert.setString(2, lane);
      times.setInstant(upsert, 3, now);
      upsert.setBoolean(4, false);
      upsert.executeUpdate();
    }
  }

  private static void put(Connection connection, Job job, Instant now) throws SQLException {
    try (var upsert =
        connection.prepareStatement(
            """
            insert into job (kind, job_key, lane, payload, ticket, accepted_at, due_at, attempts, running)
            values (?, ?, ?, ?, ?, ?, ?, 0, 0)
            on conflict (kind, job_key) do update
            set lane = excluded.lane, payload = excluded.payload, ticket = excluded.ticket,
              accepted_at = excluded.accepted_at, due_at = excluded.due_at, attempts = 0, running = 0
            """)) {
      upsert.setString(1, job.kind());
      upsert.setString(2, job.key());
      upsert.setString(3, job.lane());
      upsert.setString(4, job.payload());
      upsert.setString(5, UUID.randomUUID().toString());
      upsert.setLong(6, now.toEpochMilli());
      upsert.setLong(7, now.toEpochMilli());
      upsert.executeUpdate();
    }
  }

  /// Takes the lane's next due job, counting the attempt beforehand: a job that kills the process
  /// is given up in the end like one that throws.
  Optional<Claim> claim(String lane, Instant now) {
    return database.transaction(connection -> {
      var next = next(connection, lane, now);
      if (next.isPresent()) {
        change(connection, next.get(), now.toEpochMilli(), next.get().attempts(), 1);
      }
      return next;
    });
  }

  private static Optional<Claim> next(Connection connection, String lane, Instant now)
      throws SQLException {
    try (var select =
        connection.prepareStatement(
            """
            select kind, job_key, payload, ticket, attempts, running from job
            where lane = ? and due_at <= ? order by due_at, accepted_at, kind, job_key limit 1
            """)) {
      select.setString(1, lane);
      select.setLong(2, now.toEpochMilli());
      try (var rows = select.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        var job = new Job(rows.getString(1), rows.getString(2), lane, rows.getString(3));
        return Optional.of(
            new Claim(job, rows.getString(4), rows.getInt(5) + 1, rows.getInt(6) == 1));
      }
    }
  }

  /// How a claimed job goes on.
  sealed interface Ending {
    /// It is done, or given up.
    record Removed() implements Ending {}

    /// It runs again.
    ///
    /// @param counted whether the attempt counts as a failure
    record Again(Duration pause, boolean counted) implements Ending {}
  }

  /// Ends a run and gives its lane back, due when its next job is. A job that was replaced
  /// meanwhile stays as its replacement was handed in.
  ///
  /// @param version the lane's, as it was picked; where the lane went to another scheduler since,
  ///   only the job is ended
  /// @return whether there is more to do at once
  boolean end(String lane, long version, Optional<Claim> claim, Ending ending, Instant now) {
    return database.transaction(connection -> {
      var held = holdsLane(connection, lane, version, now);
      if (claim.isPresent()) {
        end(connection, claim.get(), ending, now);
      }
      return held && releaseLane(connection, lane, version, now);
    });
  }

  private static void end(Connection connection, Claim claim, Ending ending, Instant now)
      throws SQLException {
    switch (ending) {
      case Ending.Removed() -> {
        try (var delete =
            connection.prepareStatement(
                "delete from job where kind = ? and job_key = ? and ticket = ?")) {
          delete.setString(1, claim.job().kind());
          delete.setString(2, claim.job().key());
          delete.setString(3, claim.ticket());
          delete.executeUpdate();
        }
      }
      case Ending.Again(var pause, var counted) ->
          change(
              connection,
              claim,
              now.plus(pause).toEpochMilli(),
              counted ? claim.attempts() : claim.attempts() - 1,
              0);
    }
  }

  private static void change(
      Connection connection, Claim claim, long dueAt, int attempts, int running)
      throws SQLException {
    try (var update =
        connection.prepareStatement(
            "update job set due_at = ?, attempts = ?, running = ? where kind = ? and job_key = ? and ticket = ?")) {
      update.setLong(1, dueAt);
      update.setInt(2, attempts);
      update.setInt(3, running);
      update.setString(4, claim.job().kind());
      update.setString(5, claim.job().key());
      update.setString(6, claim.ticket());
      update.executeUpdate();
    }
  }

  private boolean holdsLane(Connection connection, String lane, long version, Instant now)
      throws SQLException {
    try (var lock =
        connection.prepareStatement(
            """
            update scheduled_tasks set last_success = ?
            where task_name = ? and task_instance = ? and version = ?
            """)) {
      times.setInstant(lock, 1, now);
      bindLane(lock, 2, lane, version);
      return lock.executeUpdate() == 1;
    }
  }

  private boolean releaseLane(Connection connection, String lane, long version, Instant now)
      throws SQLException {
    var due = nextDue(connection, lane);
    if (due.isEmpty()) {
      try (var delete =
          connection.prepareStatement(
              "delete from scheduled_tasks where task_name = ? and task_instance = ? and version = ?")) {
        bindLane(delete, 1, lane, version);
        delete.executeUpdate();
      }
      return false;
    }
    try (var update =
        connection.prepareStatement(
            """
            update scheduled_tasks
            set picked = ?, picked_by = null, last_heartbeat = null, execution_time = ?,
              version = version + 1
            where task_name = ? and task_instance = ? and version = ?
            """)) {
      update.setBoolean(1, false);
      times.setInstant(update, 2, due.get());
      bindLane(update, 3, lane, version);
      update.executeUpdate();
    }
    return !due.get().isAfter(now);
  }

  private static Optional<Instant> nextDue(Connection connection, String lane) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "select due_at from job where lane = ? order by due_at limit 1")) {
      select.setString(1, lane);
      try (var rows = select.executeQuery()) {
        return rows.next() ? Optional.of(Instant.ofEpochMilli(rows.getLong(1))) : Optional.empty();
      }
    }
  }

  private static void bindLane(PreparedStatement statement, int from, String lane, long version)
      throws SQLException {
    statement.setString(from, LANE_TASK);
    statement.setString(from + 1, lane);
    statement.setLong(from + 2, version);
  }

  /// Gives lanes back that nobody works on any more.
  ///
  /// @param scheduler whose lanes; empty for everybody's
  int releaseAbandoned(Optional<String> scheduler, Instant now) {
    return database.transaction(connection -> {
      try (var update =
          connection.prepareStatement(
              """
              update scheduled_tasks
              set picked = ?, picked_by = null, last_heartbeat = null, execution_time = ?,
                version = version + 1
              where task_name = ? and picked = ?
              """
                  + (scheduler.isPresent() ? " and picked_by = ?" : ""))) {
        update.setBoolean(1, false);
        times.setInstant(update, 2, now);
        update.setString(3, LANE_TASK);
        update.setBoolean(4, true);
        if (scheduler.isPresent()) {
          update.setString(5, scheduler.get());
        }
        return update.executeUpdate();
      }
    });
  }

  long count() {
    return database.transaction(connection -> {
      try (var select = connection.prepareStatement("select count(*) from job");
          var rows = select.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0L;
      }
    });
  }
}
