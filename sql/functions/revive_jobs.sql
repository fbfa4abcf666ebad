create or replace function revive_jobs(p_job_ids text[], p_user_id text, p_error_code text, p_limit integer,
                                       p_filter jsonb default '{}')
returns table (id text, conversation_id integer)
language plpgsql as $$
declare
  v_ids text[];
begin
  -- 1. Lock the dead letters, the oldest first.
  execute format(
    'select array(select j.id from jobs j where %s order by j.id limit $1 for no key update)',
    job_conditions(p_filter || jsonb_strip_nulls(jsonb_build_object(
      'status', 'failed', 'jobIds', p_job_ids, 'userId', p_user_id, 'errorCode', p_error_code))))
  into v_ids using p_limit;

  -- 2. Queue them with all attempts and a new deadline. They keep their error until they end again.
  update jobs j set status = 'queued', finished_at = null, deadline_at = null, uncounted_attempts = j.attempt,
                    model_index = 0, model_failures = 0, next_attempt_at = now(), dispatched_at = now()
  where j.id = any (v_ids);

  -- 3. Count them in their conversations. The lock order by id prevents deadlocks between two redrives.
  perform from conversations c
  where c.id in (select j.conversation_id from jobs j where j.id = any (v_ids)) order by c.id for no key update;
  update conversations c set open_jobs = c.open_jobs + revived.count
  from (select j.conversation_id, count(*)::int as count from jobs j where j.id = any (v_ids) group by 1) revived
  where c.id = revived.conversation_id;

  return query select j.id, j.conversation_id from jobs j where j.id = any (v_ids) order by j.id;
end $$;
comment on function revive_jobs is 'Redrives failed jobs, at most p_limit of those that match p_filter (see job_conditions). The jobs are queued again at their old place in the conversation.';
