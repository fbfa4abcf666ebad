create or replace function find_accepted(
  p_user_id text,
  p_conversation_id integer,
  p_session_id text,
  p_idempotency_key text,
  p_content_hash text,
  p_repeat_seconds integer
) returns json language plpgsql stable as $$
declare
  v_user integer;
  v_job jobs;
  v_conversation conversations;
begin
  select id into v_user from users where user_id = p_user_id;
  if v_user is null then
    return null;
  end if;
  if p_idempotency_key is not null then
    select * into v_job from jobs where user_id = v_user and idempotency_key = p_idempotency_key;
    return case when found then
      accepted_job('replayed', v_job.id, v_job.conversation_id, v_job.turn, v_job.request_hash, true) end;
  end if;
  select * into v_conversation from conversations c
  where c.user_id = v_user
    and case when p_conversation_id is not null then c.id = p_conversation_id else c.session_id = p_session_id end;
  return case when is_repeat(v_conversation, p_content_hash, p_repeat_seconds) then
    accepted_job('repeated', v_conversation.last_job_id, v_conversation.id, v_conversation.last_turn,
                 v_conversation.last_request_hash, true) end;
end $$;
comment on function find_accepted is 'The job of an earlier, equal request, found as in accept_message: by the idempotency key, or as a repeat of the conversation''s last turn. Null if there is none. Stores and locks nothing.';
