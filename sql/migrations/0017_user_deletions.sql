-- Up Migration

create table user_deletions (
  id text primary key,
  user_key integer references users on delete set null,
  conversations_total integer not null,
  conversations integer not null default 0,
  messages integer not null default 0,
  jobs integer not null default 0,
  anonymised integer not null default 0,
  created_at timestamptz not null default now(),
  finished_at timestamptz
);
comment on table user_deletions is 'Deletions of users who had too much for one statement, and how far they have come. Nothing here names the person: the user goes by the id of the deletion until the last row is gone.';
comment on column user_deletions.anonymised is 'Rows of usage that stay, without their user.';
create index user_deletions_open on user_deletions (created_at) where finished_at is null;
