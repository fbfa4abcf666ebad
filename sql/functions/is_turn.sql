create or replace function is_turn(p_job jobs) returns boolean language sql stable as $$
  select not exists (select from jobs_ahead(p_job))
$$;
comment on function is_turn is 'Whether nothing of its conversation stands before this queued job. A condition over many jobs is faster as "not exists (select from jobs_ahead(job))", which PostgreSQL plans as a part of the statement.';
