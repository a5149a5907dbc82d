-- What people decided, such as findings that are let pass in a pull request. Kept until it is
-- written over: it does not age as intents do.
create table ledger (
  page        text   not null,
  entry_name  text   not null,
  entry_value text   not null,
  entered_at  bigint not null,
  primary key (page, entry_name)
);
