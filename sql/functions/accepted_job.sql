create or replace function accepted_job(
  p_kind text, p_job_id text, p_conversation_id integer, p_turn integer, p_request_hash text, p_blocked boolean,
  p_claim json default null
) returns json language sql stable as $$
  select json_build_object('kind', p_kind, 'job_id', p_job_id, 'conversation_id', p_conversation_id, 'turn', p_turn,
                           'request_hash', p_request_hash, 'blocked', p_blocked, 'claim', p_claim)
$$;
comment on function accepted_job is 'The result of accept_message and find_accepted for a job.';
