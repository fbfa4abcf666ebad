-- Up Migration

-- 0005 and 0007 were edited after some databases had run them. Those count as up to date, and lack what follows.
create or replace function budget_reset(period text) returns timestamptz
language sql stable
return date_add(budget_window(period), ('1 ' || period)::interval, 'UTC');

drop trigger reservation_ended on jobs;
create trigger reservation_ended after update of status, attempt on jobs
for each row
when (old.status = 'running' and new.status not in ('running', 'cancelled'))
execute function end_reservation();

alter table oauth_grants add column if not exists owner_mark text;
comment on column oauth_grants.owner_mark is 'Set when the owner signed in: what is given away with an API_SECRET_KEY ends with it. 32 bits derived from the key, far too few to find it by.';
