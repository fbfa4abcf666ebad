create or replace function release_next(p_conversation_id integer) returns text language plpgsql as $$
declare
  v_job jobs;
begin
  -- 1. Find the first unfinished job.
  select * into v_job from jobs
  where conversation_id = p_conversation_id and status in ('queued', 'running') order by turn limit 1;
  if v_job.status is distinct from 'queued' then
    return null;
  end if;

  -- 2. If the job is locked, another transaction claims or cancels it, and runs it or releases the next one.
  select * into v_job from jobs where id = v_job.id and status = 'queued' for no key update skip locked;
  if found then
    update jobs set dispatched_at = now() where id = v_job.id;
  end if;
  return v_job.id;
end $$;
comment on function release_next is 'Marks the first unfinished job of a conversation as dispatched now, and returns its id for the queue. Null if there is none, if it already runs, or if another transaction has locked it.';
