-- Up Migration

-- Lists walk an index in their own order, and count nothing row by row.
alter table conversations add message_count integer not null default 0;
comment on column conversations.message_count is 'Kept by triggers on messages.';
update conversations c set message_count = counted.n
from (select conversation_id, count(*)::int as n from messages group by 1) counted
where c.id = counted.conversation_id;

create function count_added_messages() returns trigger language plpgsql as $$
begin
  update conversations c set message_count = c.message_count + added_by.n
  from (select conversation_id, count(*)::int as n from added group by 1) added_by
  where c.id = added_by.conversation_id;
  return null;
end $$;
create trigger messages_added after insert on messages referencing new table as added
for each statement execute function count_added_messages();

create function count_removed_messages() returns trigger language plpgsql as $$
begin
  update conversations c set message_count = c.message_count - removed_by.n
  from (select conversation_id, count(*)::int as n from removed group by 1) removed_by
  where c.id = removed_by.conversation_id;
  return null;
end $$;
-- Messages that go with their conversation need no counting.
create trigger messages_removed after delete on messages referencing old table as removed
for each statement when (pg_trigger_depth() = 0) execute function count_removed_messages();

create index conversations_in_time on conversations (updated_at desc, id desc);

-- The rare ends by themselves: nothing is written to these indexes when a job goes well.
drop index jobs_dead;
create index jobs_without_answer on jobs (status, id desc) where status in ('failed', 'cancelled');
create index jobs_without_answer_of_user on jobs (user_id, status, id desc) where status in ('failed', 'cancelled');

alter table webhook_deliveries add user_id integer references users on delete cascade;
comment on column webhook_deliveries.user_id is 'The user of the job. Set by a trigger.';
update webhook_deliveries d set user_id = j.user_id from jobs j where j.id = d.job_id;
create function set_delivery_user() returns trigger language plpgsql as $$
begin
  new.user_id := (select user_id from jobs where id = new.job_id);
  return new;
end $$;
create trigger delivery_user_set before insert on webhook_deliveries
for each row execute function set_delivery_user();
create index webhook_deliveries_of_user on webhook_deliveries (user_id, created_at desc, id desc);
create index webhook_deliveries_undelivered on webhook_deliveries (status, created_at desc, id desc)
  where status in ('pending', 'failed');
create index webhook_deliveries_undelivered_of_user on webhook_deliveries (user_id, status, created_at desc, id desc)
  where status in ('pending', 'failed');

drop index api_keys_of_user;
create index api_keys_of_user on api_keys (user_id, created_at desc, id desc);
create index api_keys_newest on api_keys (created_at desc, id desc);
drop index oauth_grants_of_user;
create index oauth_grants_of_user on oauth_grants (user_id, created_at desc, id desc);
create index oauth_grants_newest on oauth_grants (created_at desc, id desc);

create view job_rows as
select j.id, j.status, u.user_id, j.key_id, j.conversation_id, j.turn, j.attempt, j.uncounted_attempts,
       j.next_attempt_at, j.dispatched_at, j.lease_until, j.deadline_at, j.error_code, j.error_message,
       j.error_details, j.created_at, j.started_at, j.finished_at
from jobs j join users u on u.id = j.user_id;
comment on view job_rows is 'Jobs as the server reads them: user_id is the id that callers know the user by.';
