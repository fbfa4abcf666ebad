-- The released attempts do not count. A later settlement by the process itself has no effect.
create or replace function release_process(p_id text) returns integer
language plpgsql as $$
declare
  released_jobs integer;
  released_deliveries integer;
begin
  -- 1. Remove the process, so no other process frees these leases a second time.
  delete from processes where id = p_id;

  -- 2. Release its jobs, in the order of their ids.
  perform from jobs where status = 'running' and process_id = p_id order by id for update;
  perform lose_attempt(j, 'released') from jobs j where j.status = 'running' and j.process_id = p_id;
  update jobs
  set status = 'queued', lease_until = null, process_id = null, uncounted_attempts = uncounted_attempts + 1,
      next_attempt_at = now(), dispatched_at = now()
  where status = 'running' and process_id = p_id;
  get diagnostics released_jobs = row_count;

  -- 3. Release its deliveries.
  update webhook_deliveries
  set lease_until = null, process_id = null, earlier_attempts = earlier_attempts + 1
  where status = 'pending' and lease_until is not null and process_id = p_id;
  get diagnostics released_deliveries = row_count;
  return released_jobs + released_deliveries;
end $$;
comment on function release_process is 'Removes a process that shuts down, and queues its jobs and deliveries again. Returns the number of jobs and deliveries.';
