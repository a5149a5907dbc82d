package dev.retort.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// The rows of jobs.
///
/// A lane's row is always locked before any row of its jobs, by those who hand work in and by those
/// who end a run. So whoever removes a lane has seen every job in it, and whoever adds a job finds
/// the lane or makes it: no wake-up is lost between the two.
final class JobTable {
  private static final String COLUMNS =
      "kind, job_key, lane, share, payload, ticket, attempts, running";

  private static final String IN_TURN = " order by due_at, accepted_at, kind, job_key limit 1";

  private final Database database;
  private final LaneTable lanes;

  JobTable(Database database) {
    this.database = database;
    this.lanes = new LaneTable(database);
  }

  LaneTable lanes() {
    return lanes;
  }

  /// What a run works on.
  ///
  /// @param attempts how many runs have begun since the job was handed in, this one included
  /// @param diedBefore whether the run before this one never ended
  /// @param acceptedAt when the job was handed in
  record Claim(Job job, String ticket, int attempts, boolean diedBefore, Instant acceptedAt) {}

  void put(List<Job> jobs, Instant now) {
    var _ = database.write(handle -> put(handle, jobs, now));
  }

  /// The same as part of somebody's transaction. Of several, the first is due first.
  int put(Handle handle, List<Job> jobs, Instant now) {
    // In one order everywhere, so that two senders cannot wait for each other.
    var ordered =
        IntStream.range(0, jobs.size())
            .mapToObj(i -> new Due(jobs.get(i), now.minusMillis(jobs.size() - 1L - i)))
            .sorted(
                Comparator.comparing((Due each) -> each.job().lane())
                    .thenComparing(each -> each.job().kind())
                    .thenComparing(each -> each.job().key()))
            .toList();
    SequencedMap<String, Instant> due = new LinkedHashMap<>();
    ordered.forEach(
        each -> due.merge(each.job().lane(), each.at(), (a, b) -> a.isBefore(b) ? a : b));
    due.forEach((lane, at) -> lanes.wake(handle, lane, at));
    for (var each : ordered) {
      put(handle, each, now);
    }
    return ordered.size();
  }

  /// @param at when it is due
  private record Due(Job job, Instant at) {}

  private static void put(Handle handle, Due due, Instant now) {
    var job = due.job();
    handle
        .createUpdate(
            """
            insert into job
              (kind, job_key, lane, share, payload, ticket, accepted_at, due_at, attempts, running, reason)
            values (:kind, :key, :lane, :share, :payload, :ticket, :now, :due, 0, 0, '')
            on conflict (kind, job_key) do update
            set lane = excluded.lane, share = excluded.share,
              payload = case when job.payload = excluded.payload then excluded.payload else :among end,
              ticket = excluded.ticket, accepted_at = excluded.accepted_at,
              due_at = excluded.due_at, attempts = 0, running = 0, reason = ''
            """)
        .bind("kind", job.kind())
        .bind("key", job.key())
        .bind("lane", job.lane())
        .bind("share", job.share())
        .bind("payload", job.payload())
        .bind("among", job.amongOthers().orElse(job.payload()))
        .bind("ticket", UUID.randomUUID().toString())
        .bind("now", now.toEpochMilli())
        .bind("due", due.at().toEpochMilli())
        .execute();
    handle
        .createUpdate("delete from failed_job where kind = :kind and job_key = :key")
        .bind("kind", job.kind())
        .bind("key", job.key())
        .execute();
  }

  /// The lane's next due job.
  ///
  /// @param share whose places it takes
  /// @param due since when
  record Next(String share, Instant due) {}

  /// Empty where nothing is due.
  Optional<Next> next(String lane, Instant now) {
    return database.read(handle ->
        handle
            .createQuery(
                "select share, due_at from job where lane = :lane and due_at <= :now" + IN_TURN)
            .bind("lane", lane)
            .bind("now", now.toEpochMilli())
            .map((row, _) -> new Next(row.getString(1), Instant.ofEpochMilli(row.getLong(2))))
            .findOne());
  }

  /// Takes the lane's next due job, counting the attempt beforehand: a job that kills the process
  /// is given up in the end like one that throws.
  Optional<Claim> claim(String lane, Instant now) {
    return database.write(handle -> {
      var next = next(handle, lane, now);
      next.ifPresent(claim ->
          change(handle, claim, now.toEpochMilli(), claim.attempts(), 1, Optional.empty()));
      return next;
    });
  }

  private static Optional<Claim> next(Handle handle, String lane, Instant now) {
    return handle
        .createQuery(
            "select "
                + COLUMNS
                + ", accepted_at from job where lane = :lane and due_at <= :now"
                + IN_TURN)
        .bind("lane", lane)
        .bind("now", now.toEpochMilli())
        .map((row, _) -> claim(row))
        .findOne();
  }

  private static Claim claim(ResultSet row) throws SQLException {
    return new Claim(
        new Job(
            row.getString("kind"),
            row.getString("job_key"),
            row.getString("lane"),
            row.getString("share"),
            row.getString("payload")),
        row.getString("ticket"),
        row.getInt("attempts") + 1,
        row.getInt("running") == 1,
        Instant.ofEpochMilli(row.getLong("accepted_at")));
  }

  /// How a claimed job goes on.
  sealed interface Ending {
    /// It is done, or of no use any more.
    record Removed() implements Ending {}

    /// It is given up, and kept for people to look at.
    record GivenUp(String reason) implements Ending {}

    /// It runs again.
    ///
    /// @param counted whether the attempt counts as a failure
    /// @param reason why it waits
    record Again(Duration pause, boolean counted, String reason) implements Ending {}
  }

  /// Ends a run and gives its lane back, due when its next job is. A job that was replaced
  /// meanwhile stays as its replacement was handed in. Where several processes share the database
  /// and the lane has gone to another one since, nothing is changed: the job is that one's.
  ///
  /// @param version the lane's, as it was picked
  /// @return whether there is more to do at once
  boolean end(String lane, long version, Optional<Claim> claim, Ending ending, Instant now) {
    return database.write(handle -> {
      var held = lanes.lock(handle, lane, version, now);
      if (held || database.isEmbedded()) {
        claim.ifPresent(ended -> end(handle, ended, ending, now));
      }
      return held && lanes.release(handle, lane, version, nextDue(handle, lane), now);
    });
  }

  private static void end(Handle handle, Claim claim, Ending ending, Instant now) {
    switch (ending) {
      case Ending.Removed() -> remove(handle, claim);
      case Ending.GivenUp(var reason) -> {
        if (remove(handle, claim)) {
          keepFailed(handle, claim, reason, now);
        }
      }
      case Ending.Again(var pause, var counted, var reason) ->
          change(
              handle,
              claim,
              now.plus(pause).toEpochMilli(),
              counted ? claim.attempts() : claim.attempts() - 1,
              0,
              Optional.of(reason));
    }
  }

  private static boolean remove(Handle handle, Claim claim) {
    return handle
            .createUpdate(
                "delete from job where kind = :kind and job_key = :key and ticket = :ticket")
            .bind("kind", claim.job().kind())
            .bind("key", claim.job().key())
            .bind("ticket", claim.ticket())
            .execute()
        == 1;
  }

  private static void keepFailed(Handle handle, Claim claim, String reason, Instant now) {
    var job = claim.job();
    handle
        .createUpdate(
            """
            insert into failed_job
              (kind, job_key, lane, share, payload, attempts, accepted_at, failed_at, reason)
            values (:kind, :key, :lane, :share, :payload, :attempts, :accepted, :now, :reason)
            on conflict (kind, job_key) do update
            set payload = excluded.payload, attempts = excluded.attempts,
              accepted_at = excluded.accepted_at, failed_at = excluded.failed_at,
              reason = excluded.reason
            """)
        .bind("kind", job.kind())
        .bind("key", job.key())
        .bind("lane", job.lane())
        .bind("share", job.share())
        .bind("payload", job.payload())
        .bind("attempts", claim.attempts())
        .bind("accepted", claim.acceptedAt().toEpochMilli())
        .bind("now", now.toEpochMilli())
        .bind("reason", reason)
        .execute();
  }

  private static void change(
      Handle handle, Claim claim, long dueAt, int attempts, int running, Optional<String> reason) {
    handle
        .createUpdate(
            """
            update job set due_at = :due, attempts = :attempts, running = :running,
              reason = coalesce(:reason, reason)
            where kind = :kind and job_key = :key and ticket = :ticket
            """)
        .bind("due", dueAt)
        .bind("attempts", attempts)
        .bind("running", running)
        .bindByType("reason", reason.orElse(null), String.class)
        .bind("kind", claim.job().kind())
        .bind("key", claim.job().key())
        .bind("ticket", claim.ticket())
        .execute();
  }

  private static Optional<Instant> nextDue(Handle handle, String lane) {
    return handle
        .createQuery("select due_at from job where lane = :lane order by due_at limit 1")
        .bind("lane", lane)
        .mapTo(Long.class)
        .findOne()
        .map(Instant::ofEpochMilli);
  }

  /// How many jobs and deliveries wait or are worked on.
  long count() {
    return database.read(handle ->
        handle
            .createQuery("select (select count(*) from job) + (select count(*) from delivery)")
            .mapTo(Long.class)
            .one());
  }

  /// What waits, for whoever looks at the queue from outside.
  ///
  /// @param waiting jobs and deliveries
  /// @param oldest when the one that has waited longest was handed in, among those that are due
  record Backlog(long waiting, Optional<Instant> oldest, long failed) {}

  Backlog backlog(Instant now) {
    return database.read(handle ->
        new Backlog(
            handle
                .createQuery("select (select count(*) from job) + (select count(*) from delivery)")
                .mapTo(Long.class)
                .one(),
            handle
                .createQuery(
                    """
                    select min(at) from (
                      select min(received_at) as at from delivery
                      union all
                      select min(accepted_at) as at from job where due_at <= :now) as waiting
                    """)
                .bind("now", now.toEpochMilli())
                .map((row, _) -> {
                  var at = row.getLong(1);
                  return row.wasNull()
                      ? Optional.<Instant>empty()
                      : Optional.of(Instant.ofEpochMilli(at));
                })
                .one(),
            handle.createQuery("select count(*) from failed_job").mapTo(Long.class).one()));
  }

  /// Forgets what was given up longer ago than this.
  int forgetFailedBefore(Instant oldest) {
    return database.write(handle ->
        handle
            .createUpdate("delete from failed_job where failed_at < :oldest")
            .bind("oldest", oldest.toEpochMilli())
            .execute());
  }
}
