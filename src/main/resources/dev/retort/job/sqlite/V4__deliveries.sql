-- Webhooks as they came, until their work is handed in.
create table delivery (
  id          integer primary key autoincrement,
  guid        text   not null,
  event       text   not null,
  body        blob   not null,
  received_at bigint not null
);

-- Whose places a job takes, and why it waits.
alter table job add column share text not null default '';
alter table job add column reason text not null default '';

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

-- When what an entry belongs to was over; 0 while it is not.
alter table ledger add column retired_at bigint not null default 0;
create index ledger_retired on ledger (retired_at);

-- Written every few seconds, so that a database that takes nothing is noticed.
create table pulse (
  name text   not null primary key,
  at   bigint not null
);
