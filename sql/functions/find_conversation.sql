create or replace function find_conversation(p_user integer, p_conversation_id integer, p_session_id text)
returns integer language sql stable as $$
  select coalesce(p_conversation_id, (select id from conversations where user_id = p_user and session_id = p_session_id))
$$;
comment on function find_conversation is 'The id of the conversation of a request: the given id, or the conversation of the user''s session. Null for a new conversation.';
