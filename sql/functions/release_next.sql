create or replace function release_next(
  p_conversation_id integer,
  p_process_id text default null,
  p_attempts_max integer default null,
  p_lease_seconds integer default null,
  p_deadline_seconds integer default null,
  p_history_max integer default null
) returns json language plpgsql as $$
declare
  v_job jobs;
  v_claim json;
begin
  -- 1. The first unfinished job. One that somebody claims or cancels at this moment is left to them: they release the next.
  select * into v_job from jobs
  where conversation_id = p_conversation_id and status in ('queued', 'running') order by turn limit 1;
  if v_job.status is distinct from 'queued' then
    return null;
  end if;
  select * into v_job from jobs where id = v_job.id and status = 'queued' for no key update skip locked;
  if not found then
    return null;
  end if;

  -- 2. It is sent now; or its attempt begins in the process that asks.
  update jobs set dispatched_at = now() where id = v_job.id;
  if p_process_id is not null and is_claimable(v_job, p_attempts_max) then
    v_claim := begin_attempt(v_job.id, p_process_id, p_lease_seconds, p_deadline_seconds, p_history_max);
  end if;
  return json_build_object('id', v_job.id, 'claim', v_claim);
end $$;
comment on function release_next is 'Makes the first unfinished job of a conversation the one to be sent now, or with a process id begins its attempt. Null when there is none, or when it runs. The caller holds the conversation''s lock, if it wants to claim.';
