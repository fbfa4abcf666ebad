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
  -- 1. The due jobs whose turn it is, oldest first. It waits for no lock: a job or conversation that another
  --    transaction has locked is skipped.
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
    -- 2. Check again after the locks, because other transactions may have committed since.
    if is_claimable(v_job, p_attempts_max) then
      if v_job.status = 'running' then
        perform lose_attempt(v_job);
      end if;
      return next begin_attempt(v_job.id, p_process_id, p_lease_seconds, p_deadline_seconds, p_history_max);
    end if;
  end loop;
end $$;
comment on function claim_due_jobs is 'Claims at most p_limit claimable jobs, each as in claim_job. Parallel callers get different jobs. A caller without support for items gets no job with items.';
