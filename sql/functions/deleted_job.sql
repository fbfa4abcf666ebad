create or replace function deleted_job(p_job jobs) returns jsonb language sql stable as $$
  select jsonb_build_object(
    'jobId', p_job.id, 'conversationId', p_job.conversation_id, 'attempts', p_job.attempt - p_job.uncounted_attempts,
    'createdAt', to_char(p_job.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
$$;
comment on function deleted_job is 'The data for callers that wait for a job which was deleted before its end.';
