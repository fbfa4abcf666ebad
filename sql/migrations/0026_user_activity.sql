-- Up Migration

-- A table of its own: a user's row has an index of searches, and no turn waits for either.
create table user_activity (
  user_id integer primary key references users on delete cascade,
  last_message_at timestamptz not null
);
comment on table user_activity is 'When each user sent the last message, or was added before the first one. Written by note_activity, after the fact.';
create index user_activity_newest on user_activity (last_message_at desc, user_id desc);
insert into user_activity (user_id, last_message_at)
select u.id, coalesce((select max(j.created_at) from jobs j where j.user_id = u.id), u.created_at) from users u;
