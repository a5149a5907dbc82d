-- What db-scheduler works with: a row is a lane, due when its next job is.
create table scheduled_tasks (
  task_name            text                     not null,
  task_instance        text                     not null,
  task_data            bytea,
  execution_time       timestamp with time zone not null,
  picked               boolean                  not null,
  picked_by            text,
  last_success         timestamp with time zone,
  last_failure         timestamp with time zone,
  consecutive_failures int,
  last_heartbeat       timestamp with time zone,
  version              bigint                   not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);

-- Webhooks as they came, until their work is handed in.
create table delivery (
  id          bigint generated always as identity primary key,
  guid        text   not null,
  event       text   not null,
  body        bytea  not null,
  received_at bigint not null
);

-- The jobs themselves. The ticket is new with each hand-in, so that the end of a run removes the
-- job that it did, never a newer one; `running` is 1 from the beginning of a run to its end, so
-- that one left at 1 tells of a death. `share` is whose places it takes, `reason` why it waits.
-- Times are milliseconds since 1970.
create table job (
  kind        text   not null,
  job_key     text   not null,
  lane        text   not null,
  share       text   not null,
  payload     text   not null,
  ticket      text   not null,
  accepted_at bigint not null,
  due_at      bigint not null,
  attempts    int    not null,
  running     int    not null,
  reason      text   not null,
  primary key (kind, job_key)
);
create index job_lane on job (lane, due_at);

-- What was given up, for people to look at, to run again or to drop.
create table failed_job (
  kind        text   not null,
  job_key     text   not null,
  lane        text   not null,
  share       text   not null,
  payload     text   not null,
  attempts    int    not null,
  accepted_at bigint not null,
  failed_at   bigint not null,
  reason      text   not null,
  primary key (kind, job_key)
);

-- What is about to be done, or was, outside.
create table intent (
  intent_key   text   not null primary key,
  intent_value text   not null,
  recorded_at  bigint not null
);
create index intent_age on intent (recorded_at);

-- What people decided, such as findings that are let pass in a pull request. `retired_at` is when
-- what an entry belongs to was over; 0 while it is not.
create table ledger (
  page        text   not null,
  entry_name  text   not null,
  entry_value text   not null,
  entered_at  bigint not null,
  retired_at  bigint not null,
  primary key (page, entry_name)
);
create index ledger_retired on ledger (retired_at);

-- How much was asked for: a row for whoever asked and wherever it was asked, since when it counts,
-- and, where it is used up, until when it is closed (0 where it is not).
create table allowance (
  account      text   not null primary key,
  used         int    not null,
  since        bigint not null,
  closed_until bigint not null
);
create index allowance_age on allowance (since);

-- Written every few seconds, so that a database that takes nothing is noticed.
create table pulse (
  name text   not null primary key,
  at   bigint not null
);
