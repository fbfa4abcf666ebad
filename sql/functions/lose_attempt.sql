create or replace function lose_attempt(p_job jobs, p_outcome text default 'lost') returns void language plpgsql as $$
begin
  insert into lost_calls (job_id, attempt, model_index, due_at)
  values (p_job.id, p_job.attempt, p_job.model_index, greatest(p_job.lease_until, now()))
  on conflict do nothing;
  insert into job_attempts (job_id, attempt, started_at, ended_at, outcome, process_id)
  values (p_job.id, p_job.attempt, p_job.attempt_started_at, least(p_job.lease_until, clock_timestamp()), p_outcome,
          p_job.process_id)
  on conflict do nothing;
end $$;
comment on function lose_attempt is 'Records that an attempt loses its running job: the outcome of the attempt, and its model call, whose possible cost is entered once later.';
