-- Locks the subscriptions against deletion, because the foreign key would otherwise fail the caller's statement.
create or replace function notify_subscribers(p_event text, p_job jobs) returns text[] language plpgsql as $$
declare
  v_ids text[];
begin
  if not exists (select from event_subscriptions where user_id is null or user_id = p_job.user_id) then return '{}'; end if;
  with listening as materialized (
    select s.id, s.user_id from event_subscriptions s
    where s.event = p_event and s.expires_at > now() and (s.user_id is null or s.user_id = p_job.user_id)
      and (s.conversation_id is null or s.conversation_id = p_job.conversation_id)
      and (s.job_id is null or s.job_id = p_job.id)
    order by s.id for key share
  ), added as (
    insert into webhook_deliveries (job_id, subscription_id, user_id, event, url)
    select p_job.id, l.id, l.user_id, p_event, 'mcp-subscription:' || l.id from listening l
    returning id
  )
  select coalesce(array_agg(id), '{}') into v_ids from added;
  return v_ids;
end $$;
comment on function notify_subscribers is 'Creates a delivery of a job''s end for each matching subscription, and returns the delivery ids.';
