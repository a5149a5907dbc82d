package dev.retort.job;

import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.argument.Argument;

/// The rows of lanes, in db-scheduler's table: each is one of its tasks. A lane's row is locked
/// before any row of its jobs.
final class LaneTable {
  static final String TASK = "lane";

  private final Database database;
  private final JdbcCustomization times;

  LaneTable(Database database) {
    this.database = database;
    this.times = new AutodetectJdbcCustomization(database.scheduling());
  }

  /// Has a lane looked at now, and makes it where it is not there.
  void wake(Handle handle, String lane, Instant now) {
    handle
        .createUpdate(
            """
            insert into scheduled_tasks
              (task_name, task_instance, execution_time, picked, version, consecutive_failures)
            values (:task, :lane, :now, :free, 1, 0)
            on conflict (task_name, task_instance) do update
            set execution_time = case
              when scheduled_tasks.picked = excluded.picked
                and scheduled_tasks.execution_time > excluded.execution_time
              then excluded.execution_time
              else scheduled_tasks.execution_time end
            """)
        .bind("task", TASK)
        .bind("lane", lane)
        .bind("now", time(now))
        .bind("free", false)
        .execute();
  }

  /// Has a lane looked at now, where it is there and nobody has picked it.
  void wake(String lane, Instant now) {
    var _ =
        database.write(handle ->
            handle
                .createUpdate(
                    """
                    update scheduled_tasks set execution_time = :now
                    where task_name = :task and task_instance = :lane and picked = :free
                    """)
                .bind("now", time(now))
                .bind("task", TASK)
                .bind("lane", lane)
                .bind("free", false)
                .execute());
  }

  /// Gives a lane back without having done anything.
  void postpone(String lane, long version, Instant until) {
    var _ =
        database.write(handle -> {
          var now = Instant.now();
          return lock(handle, lane, version, now)
              && release(handle, lane, version, Optional.of(until), now);
        });
  }

  /// Whether the lane is still the one that was picked; its row is locked then.
  boolean lock(Handle handle, String lane, long version, Instant now) {
    return handle
            .createUpdate(
                """
                update scheduled_tasks set last_success = :now
                where task_name = :task and task_instance = :lane and version = :version
                """)
            .bind("now", time(now))
            .bind("task", TASK)
            .bind("lane", lane)
            .bind("version", version)
            .execute()
        == 1;
  }

  /// Whether the lane is still held as it was picked.
  boolean holds(String lane, long version) {
    return database.read(handle ->
        handle
                .createQuery(
                    """
                    select count(*) from scheduled_tasks
                    where task_name = :task and task_instance = :lane and version = :version
                      and picked = :taken
                    """)
                .bind("task", TASK)
                .bind("lane", lane)
                .bind("version", version)
                .bind("taken", true)
                .mapTo(Integer.class)
                .one()
            == 1);
  }

  /// Gives a lane back, or away where nothing in it is due any more.
  ///
  /// @return whether there is more to do at once
  boolean release(Handle handle, String lane, long version, Optional<Instant> due, Instant now) {
    if (due.isEmpty()) {
      handle
          .createUpdate(
              """
              delete from scheduled_tasks
              where task_name = :task and task_instance = :lane and version = :version
              """)
          .bind("task", TASK)
          .bind("lane", lane)
          .bind("version", version)
          .execute();
      return false;
    }
    handle
        .createUpdate(
            """
            update scheduled_tasks
            set picked = :free, picked_by = null, last_heartbeat = null, execution_time = :due,
              version = version + 1
            where task_name = :task and task_instance = :lane and version = :version
            """)
        .bind("free", false)
        .bind("due", time(due.get()))
        .bind("task", TASK)
        .bind("lane", lane)
        .bind("version", version)
        .execute();
    return !due.get().isAfter(now);
  }

  /// Gives lanes back that nobody works on any more.
  ///
  /// @param scheduler whose lanes; empty for everybody's
  int releaseAbandoned(Optional<String> scheduler, Instant now) {
    return database.write(handle ->
        handle
            .createUpdate(
                """
                update scheduled_tasks
                set picked = :free, picked_by = null, last_heartbeat = null,
                  execution_time = :now, version = version + 1
                where task_name = :task and picked = :taken
                  and (:everybody = 1 or picked_by = :scheduler)
                """)
            .bind("free", false)
            .bind("now", time(now))
            .bind("task", TASK)
            .bind("taken", true)
            .bind("everybody", scheduler.isEmpty() ? 1 : 0)
            .bind("scheduler", scheduler.orElse(""))
            .execute());
  }

  private Argument time(Instant instant) {
    return (position, statement, _) -> times.setInstant(statement, position, instant);
  }
}
