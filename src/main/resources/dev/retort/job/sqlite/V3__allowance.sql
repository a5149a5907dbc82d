-- How much was asked for: a row for whoever asked and wherever it was asked, since when it counts,
-- and, where it is used up, until when it is closed (0 where it is not).
create table allowance (
  account      text   not null primary key,
  used         int    not null,
  since        bigint not null,
  closed_until bigint not null
);
create index allowance_age on allowance (since);
