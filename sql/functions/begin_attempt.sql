create or replace function begin_attempt(
  p_job_id text,
  p_process_id text,
  p_lease_seconds integer,
  p_deadline_seconds integer,
  p_history_max integer,
  p_cached_conversation_id integer default null,
  p_cached_version uuid default null,
  p_cached_turn integer default null
) returns json language plpgsql as $$
declare
  v_job jobs;
  -- The time after the locks: now() is the start of the statement, and the previous turn may have ended after it.
  v_now timestamptz := clock_timestamp();
begin
  update jobs
  set status = 'running', attempt = attempt + 1, process_id = p_process_id,
      started_at = coalesce(started_at, v_now), attempt_started_at = v_now,
      lease_until = v_now + make_interval(secs => p_lease_seconds),
      deadline_at = coalesce(deadline_at, v_now + make_interval(secs => p_deadline_seconds))
  where id = p_job_id
  returning * into v_job;
  return attempt_context(v_job, p_history_max, p_cached_conversation_id, p_cached_version, p_cached_turn);
end $$;
comment on function begin_attempt is 'Starts an attempt of a claimable job: sets the job to running, with the next attempt number and a new lease, and returns the data that the attempt needs. The caller holds the locks of the job and of its conversation.';
