-- Locks the endpoints against deletion, because the foreign key would otherwise fail the caller's statement.
create or replace function notify_endpoints(p_event text, p_user integer, p_job_id text) returns text[]
language plpgsql as $$
declare
  v_ids text[];
begin
  with listening as materialized (
    select e.id, e.user_id, e.url from webhook_endpoints e
    where e.is_enabled and (e.user_id is null or e.user_id = p_user) and p_event = any (e.events)
    order by e.id for key share
  ), added as (
    insert into webhook_deliveries (job_id, endpoint_id, user_id, event, url)
    select p_job_id, l.id, l.user_id, p_event, l.url from listening l
    returning id
  )
  select coalesce(array_agg(id), '{}') into v_ids from added;
  return v_ids;
end $$;
comment on function notify_endpoints is 'Creates a delivery of a job''s event for each webhook endpoint that receives it, and returns the delivery ids.';
