create or replace function claim_job(
  p_job_id text,
  p_process_id text,
  p_lease_seconds integer,
  p_deadline_seconds integer,
  p_attempts_max integer,
  p_history_max integer,
  p_cached_conversation_id integer default null,
  p_cached_version uuid default null,
  p_cached_turn integer default null,
  p_takes_items boolean default false
) returns json language plpgsql as $$
declare
  v_job jobs;
begin
  -- 1. Lock the job. A parallel settlement or cancellation finishes first.
  select * into v_job from jobs where id = p_job_id for no key update;
  if not found then
    return null;
  end if;
  if v_job.status = 'queued' and v_job.next_attempt_at > now() then
    return json_build_object('state', 'not_due',
                             'dueInSeconds', extract(epoch from v_job.next_attempt_at - now())::float);
  end if;

  -- 2. Lock its conversation. Of two claims in one conversation, the later one sees the result of the earlier one.
  perform from conversations where id = v_job.conversation_id for no key update;
  if not is_claimable(v_job, p_attempts_max) then
    return json_build_object('state', 'taken');
  end if;
  -- An older version would answer only the text. So the job waits for a process of the current version.
  if not p_takes_items and has_items(v_job) then
    return json_build_object('state', 'not_due', 'dueInSeconds', 5);
  end if;

  -- 3. Begin the next attempt. Its number is the fencing token against earlier attempts.
  if v_job.status = 'running' then
    perform lose_attempt(v_job);
  end if;
  return begin_attempt(p_job_id, p_process_id, p_lease_seconds, p_deadline_seconds, p_history_max,
                       p_cached_conversation_id, p_cached_version, p_cached_turn);
end $$;
comment on function claim_job is 'Claims a claimable job for one attempt and returns the data that the attempt needs. Returns not_due or taken for a job that cannot be claimed, and null if the job does not exist. Exactly one of several callers gets a job, and only one job of a conversation.';
