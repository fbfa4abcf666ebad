create or replace function cancel_jobs(
  p_reason text, p_job_id text default null, p_user_id text default null, p_conversation_id integer default null,
  p_before_turn integer default null
) returns table (job job_rows, was_running boolean, open_jobs integer, delivery_id text)
language plpgsql as $$
declare
  v_ids text[];
  v_running text[];
  v_conversation integer;
  v_open integer;
begin
  -- 1. Lock the unfinished jobs: one job (of this user, if given), or those before a turn of a conversation.
  with unfinished as materialized (
    select j.id, j.status, j.conversation_id from jobs j
    where (j.id = p_job_id or j.conversation_id = p_conversation_id and j.turn < p_before_turn)
      and j.status in ('queued', 'running')
      and (p_user_id is null or j.user_id = (select u.id from users u where u.user_id = p_user_id))
    order by j.id for update
  )
  select array_agg(u.id), array_agg(u.id) filter (where u.status = 'running'), min(u.conversation_id)
  into v_ids, v_running, v_conversation from unfinished u;
  if v_ids is null then return; end if;

  -- 2. Cancel them. From now on they are final, even if a worker still runs them.
  perform lose_attempt(j, 'cancelled') from jobs j where j.id = any (v_running);
  update jobs set status = 'cancelled', finished_at = clock_timestamp(), lease_until = null, error_code = 'cancelled',
                  error_message = p_reason, error_details = null
  where id = any (v_ids);
  update conversations c
  set open_jobs = c.open_jobs - cardinality(v_ids), updated_at = now(),
      -- The same as in settle_attempt.
      expires_at = case when c.expires_at is not null then greatest(c.expires_at, now() + interval '15 minutes') end,
      last_request_hash = case when c.last_job_id = any (v_ids) then null else c.last_request_hash end
  where c.id = v_conversation returning c.open_jobs into v_open;

  -- 3. Notify their callers.
  insert into webhook_deliveries (job_id, event, url)
  select j.id, 'job.cancelled', j.callback_url from jobs j where j.id = any (v_ids) and j.callback_url is not null;
  perform notify_endpoints('job.cancelled', j.user_id, j.id) from jobs j where j.id = any (v_ids);

  return query
    select j, j.id = any (coalesce(v_running, '{}')), v_open, d.id
    from job_rows j
    left join webhook_deliveries d on d.job_id = j.id and d.event = 'job.cancelled' and d.status = 'pending'
                                  and d.created_at = now() and d.endpoint_id is null
    where j.id = any (v_ids) order by j.turn;
end $$;
comment on function cancel_jobs is 'Cancels one job, or the unfinished jobs before a turn of a conversation, and returns the cancelled jobs.';
