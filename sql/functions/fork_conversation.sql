create or replace function fork_conversation(
  p_conversation_id integer, p_user_id text, p_turn integer, p_expires_seconds integer default null
) returns integer language plpgsql set messages.are_counted = on as $$
declare
  v_from conversations;
  v_id integer;
  v_messages integer;
begin
  -- 1. Whose conversation is it, and does it have the turn? The user stays while this runs.
  select c.* into v_from from conversations c join users u on u.id = c.user_id
  where c.id = p_conversation_id and u.user_id = p_user_id and p_turn between 0 and c.last_turn
  for key share;
  if not found then
    return null;
  end if;

  -- 2. A conversation of its own, whose next turn follows the one that it was cut at.
  insert into conversations (user_id, title, last_turn, expires_at, branch_of, branch_message_id)
  values (v_from.user_id, v_from.title, p_turn, now() + make_interval(secs => p_expires_seconds), v_from.id,
          (select min(m.id) from messages m
           where m.conversation_id = v_from.id and m.turn = p_turn + 1 and m.role = 'user'))
  returning id into v_id;

  -- 3. The answered turns that a prompt can have, without jobs: those ended in the conversation that they are from.
  insert into messages (conversation_id, turn, role, content, metadata, items, created_at)
  select v_id, m.turn, m.role, m.content, m.metadata - 'thoughts', m.items, m.created_at
  from answered_messages(p_conversation_id, p_turn + 1) m
  order by m.turn, m.id;
  get diagnostics v_messages = row_count;
  update conversations set message_count = v_messages where id = v_id;
  return v_id;
end $$;
comment on function fork_conversation is 'Copies the newest answered turns of a conversation, up to and with p_turn, into a new one of the same user, and returns its id: as many as answered_messages gives, since no prompt has more; null when this user has no such conversation, or it has no such turn. The copy has no session and no jobs, and says which conversation it is a branch of.';
