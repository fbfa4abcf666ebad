-- Removes the dead processes, and ends the leases of every job and delivery whose process has no row.
-- Without p_dead_seconds, a missing heartbeat does not count as dead.
-- The attempts do not change: a process that is still alive can settle its job until another process claims it.
create or replace function free_dead_processes(p_gone text[], p_dead_seconds double precision)
returns table (processes integer, jobs integer, deliveries integer)
language plpgsql as $$
#variable_conflict use_column
begin
  -- 1. Remove the dead processes, except those whose heartbeat arrives now. The order of ids prevents deadlocks.
  delete from processes
  where id = any(array(
    select id from processes
    where id = any(p_gone) or heartbeat_at <= now() - make_interval(secs => p_dead_seconds)
    order by id for update skip locked));
  get diagnostics processes = row_count;

  -- 2. Free their jobs. A locked job is being settled or claimed.
  update jobs set lease_until = now(), process_id = null
  where id = any(array(
    select id from jobs
    where status = 'running' and process_id is not null
      and not exists (select from processes p where p.id = jobs.process_id)
    order by id for update skip locked));
  get diagnostics jobs = row_count;

  -- 3. Free their deliveries.
  update webhook_deliveries set lease_until = now(), process_id = null
  where id = any(array(
    select id from webhook_deliveries d
    where status = 'pending' and lease_until is not null and process_id is not null
      and not exists (select from processes p where p.id = d.process_id)
    order by id for update skip locked));
  get diagnostics deliveries = row_count;
  return next;
end $$;
comment on function free_dead_processes is 'Removes the dead processes, and ends the leases of their jobs and deliveries. Returns the numbers of processes, jobs and deliveries.';
