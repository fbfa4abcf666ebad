create or replace function is_claimable(p_job jobs, p_attempts_max integer) returns boolean language plpgsql stable as $$
begin
  return p_job.attempt - p_job.uncounted_attempts < p_attempts_max
    and (p_job.deadline_at is null or p_job.deadline_at > now())
    and (p_job.status = 'running' and p_job.lease_until <= now()
         or p_job.status = 'queued' and p_job.next_attempt_at <= now()
            and not exists (select from jobs_ahead(p_job)));
end $$;
comment on function is_claimable is 'True if an attempt of this job may begin: the job has attempts and time left, and it is queued, due and next in its conversation, or running with an expired lease.';
