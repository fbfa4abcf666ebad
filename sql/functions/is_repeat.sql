create or replace function is_repeat(p_conversation conversations, p_content_hash text, p_seconds integer)
returns boolean language sql stable as $$
  select p_seconds > 0 and p_conversation.last_request_hash = p_content_hash
         and coalesce(p_conversation.last_answered_at > now() - make_interval(secs => p_seconds), true)
$$;
comment on function is_repeat is 'True if a request has the content of its conversation''s last turn, and that turn is unanswered or was answered less than p_seconds ago. With 0 seconds nothing is a repeat.';
