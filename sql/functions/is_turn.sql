create or replace function is_turn(p_job jobs) returns boolean language sql stable as $$
  select not exists (select from jobs_ahead(p_job))
$$;
comment on function is_turn is 'True if this queued job is next in its conversation. For many jobs, the condition "not exists (select from jobs_ahead(job))" is faster, because PostgreSQL plans it as a part of the statement.';
