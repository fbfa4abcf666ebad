create or replace function claim_due_jobs(
  p_process_id text,
  p_limit integer,
  p_lease_seconds integer,
  p_deadline_seconds integer,
  p_attempts_max integer,
  p_history_max integer,
  p_takes_items boolean default false
) returns setof json language plpgsql as $$
declare
  v_job jobs;
begin
  -- 1. Due jobs at their turn, oldest first. It waits for nobody: a job or a conversation that somebody else is at is
  --    left to them.
  for v_job in
    select j.* from jobs j join conversations c on c.id = j.conversation_id
    where j.id = any (array(
            select due.id from jobs due
            where due.status = 'queued' and due.next_attempt_at <= now()
              and due.attempt - due.uncounted_attempts < p_attempts_max
              and (due.deadline_at is null or due.deadline_at > now())
              and not exists (select from jobs_ahead(due))
              and (p_takes_items or not has_items(due))
            order by due.next_attempt_at limit p_limit for no key update skip locked
          ) || array(
            select over.id from jobs over
            where over.status = 'running' and over.lease_until <= now()
              and over.attempt - over.uncounted_attempts < p_attempts_max and over.deadline_at > now()
              and (p_takes_items or not has_items(over))
            order by over.lease_until limit p_limit for no key update skip locked))
    order by j.next_attempt_at limit p_limit
    for no key update of j, c skip locked
  loop
    -- 2. With the locks it looks once more, at what was committed since.
    if is_claimable(v_job, p_attempts_max) then
      if v_job.status = 'running' then
        perform lose_attempt(v_job);
      end if;
      return next begin_attempt(v_job.id, p_process_id, p_lease_seconds, p_deadline_seconds, p_history_max);
    end if;
  end loop;
end $$;
comment on function claim_due_jobs is 'Takes at most so many of the claimable jobs, as claim_job does each. Several processes at once get different jobs. A caller that does not know items gets no job that has some.';
