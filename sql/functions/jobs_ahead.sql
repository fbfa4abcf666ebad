-- PostgreSQL puts the body in place of the call, so a condition on it uses the index jobs_unfinished_turns.
create or replace function jobs_ahead(p_job jobs) returns setof jobs language sql stable as $$
  select ahead.* from jobs ahead
  where ahead.conversation_id = p_job.conversation_id and ahead.id <> p_job.id
    and (ahead.status = 'running' or ahead.status = 'queued' and ahead.turn < p_job.turn)
$$;
comment on function jobs_ahead is 'The unfinished jobs that this queued job waits for: the earlier ones of its conversation, and one that is running.';
