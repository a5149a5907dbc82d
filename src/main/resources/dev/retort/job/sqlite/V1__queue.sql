-- What db-scheduler works with: a row is a lane, due when its next job is. The declared types
-- decide how SQLite compares: `timestamp` and `bit` have numeric affinity, which the driver's
-- milliseconds and booleans need; with text columns nothing is ever due.
create table scheduled_tasks (
  task_name            text      not null,
  task_instance        text      not null,
  task_data            blob,
  execution_time       timestamp not null,
  picked               bit       not null,
  picked_by            text,
  last_success         timestamp,
  last_failure         timestamp,
  consecutive_failures int,
  last_heartbeat       timestamp,
  version              bigint    not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);

-- The jobs themselves. The ticket is new with each hand-in, so that the end of a run removes the
-- job that it did, never a newer one; `running` is 1 from the beginning of a run to its end, so
-- that one left at 1 tells of a death. Times are milliseconds since 1970.
create table job (
  kind        text   not null,
  job_key     text   not null,
  lane        text   not null,
  payload     text   not null,
  ticket      text   not null,
  accepted_at bigint not null,
  due_at      bigint not null,
  attempts    int    not null,
  running     int    not null,
  primary key (kind, job_key)
);
create index job_lane on job (lane, due_at);

-- What is about to be done, or was, outside.
create table intent (
  intent_key   text   not null primary key,
  intent_value text   not null,
  recorded_at  bigint not null
);
create index intent_age on intent (recorded_at);
