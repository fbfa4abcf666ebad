create or replace function is_repeat(p_conversation conversations, p_content_hash text, p_seconds integer)
returns boolean language sql stable as $$
  select p_seconds > 0 and p_conversation.last_request_hash = p_content_hash
         and coalesce(p_conversation.last_answered_at > now() - make_interval(secs => p_seconds), true)
$$;
comment on function is_repeat is 'Whether a request says what the last turn of its conversation said, while that is unanswered or was answered so recently; with 0 seconds nothing is a repeat.';
