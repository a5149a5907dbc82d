package dev.retort.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// The jobs of a database for a person who looks at them, also while a server works on them.
public final class StoredJobs {
  private static final String BOTH =
      """
      select * from (
        select kind, job_key, share, payload, attempts, accepted_at, due_at as at, reason,
          case when running = 1 then 'running' else 'waiting' end as state
        from job
        union all
        select kind, job_key, share, payload, attempts, accepted_at, failed_at as at, reason,
          'failed' as state
        from failed_job) as jobs
      """;

  private final Database database;
  private final JobTable table;

  public StoredJobs(Database database) {
    this.database = database;
    this.table = new JobTable(database);
  }

  /// A job as it is stored.
  ///
  /// @param state `waiting`, `running` or `failed`
  /// @param since when it was handed in
  /// @param at when it is due, or, where it failed, when it was given up
  /// @param reason why it waits or failed; may be empty
  public record StoredJob(
      String kind,
      String key,
      String share,
      String payload,
      String state,
      int attempts,
      Instant since,
      Instant at,
      String reason) {
    private static StoredJob of(ResultSet row) throws SQLException {
      return new StoredJob(
          row.getString("kind"),
          row.getString("job_key"),
          row.getString("share"),
          row.getString("payload"),
          row.getString("state"),
          row.getInt("attempts"),
          Instant.ofEpochMilli(row.getLong("accepted_at")),
          Instant.ofEpochMilli(row.getLong("at")),
          row.getString("reason"));
    }
  }

  /// How many deliveries wait to be understood.
  public long deliveries() {
    return database.read(
        handle -> handle.createQuery("select count(*) from delivery").mapTo(Long.class).one());
  }

  /// How many jobs and deliveries wait or are worked on.
  public long waiting() {
    return table.count();
  }

  /// What failed first, then what has waited longest.
  ///
  /// @param most so many at most
  public List<StoredJob> list(int most) {
    return database.read(handle ->
        handle
            .createQuery(
                BOTH
                    + " order by case when state = 'failed' then 0 else 1 end, accepted_at, kind,"
                    + " job_key limit :most")
            .bind("most", most)
            .map((row, _) -> StoredJob.of(row))
            .list());
  }

  public Optional<StoredJob> find(String kind, String key) {
    return database.read(handle ->
        handle
            .createQuery(BOTH + " where kind = :kind and job_key = :key order by state limit 1")
            .bind("kind", kind)
            .bind("key", key)
            .map((row, _) -> StoredJob.of(row))
            .findOne());
  }

  /// Has a job run at once, whether it failed or waits. A running server finds it.
  ///
  /// @return whether there is such a job
  public boolean retry(String kind, String key) {
    return database.write(handle -> {
      var job = job(handle, "failed_job", kind, key).or(() -> job(handle, "job", kind, key));
      job.ifPresent(found -> table.put(handle, List.of(found), Instant.now()));
      return job.isPresent();
    });
  }

  private static Optional<Job> job(Handle handle, String table, String kind, String key) {
    return handle
        .createQuery(
            "select kind, job_key, lane, share, payload from <table>"
                + " where kind = :kind and job_key = :key")
        .define("table", table)
        .bind("kind", kind)
        .bind("key", key)
        .map((row, _) ->
            new Job(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5)))
        .findOne();
  }

  /// Forgets a job that failed or waits. One that runs goes on to its end.
  ///
  /// @return whether there was such a job
  public boolean drop(String kind, String key) {
    return database.write(
        handle -> delete(handle, "failed_job", kind, key) + delete(handle, "job", kind, key) > 0);
  }

  private static int delete(Handle handle, String table, String kind, String key) {
    return handle
        .createUpdate("delete from <table> where kind = :kind and job_key = :key")
        .define("table", table)
        .bind("kind", kind)
        .bind("key", key)
        .execute();
  }
}
