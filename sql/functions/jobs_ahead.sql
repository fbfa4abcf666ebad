-- PostgreSQL inlines this function, so a condition with it uses the index jobs_unfinished_turns.
create or replace function jobs_ahead(p_job jobs) returns setof jobs language sql stable as $$
  select ahead.* from jobs ahead
  where ahead.conversation_id = p_job.conversation_id and ahead.id <> p_job.id
    and (ahead.status = 'running' or ahead.status = 'queued' and ahead.turn < p_job.turn)
$$;
comment on function jobs_ahead is 'The unfinished jobs that this queued job waits for: the earlier jobs of its conversation, and a running one.';
