create or replace function fork_conversation(
  p_conversation_id integer, p_user_id text, p_turn integer, p_expires_seconds integer default null
) returns integer language plpgsql set messages.are_counted = on as $$
declare
  v_from conversations;
  v_id integer;
  v_messages integer;
begin
  -- 1. Check the owner and the turn. The lock prevents the user's deletion in the meantime.
  select c.* into v_from from conversations c join users u on u.id = c.user_id
  where c.id = p_conversation_id and u.user_id = p_user_id and p_turn between 0 and c.last_turn
  for key share;
  if not found then
    return null;
  end if;

  -- 2. Create a new conversation, whose next turn follows p_turn.
  insert into conversations (user_id, title, last_turn, expires_at, branch_of, branch_message_id)
  values (v_from.user_id, v_from.title, p_turn, now() + make_interval(secs => p_expires_seconds), v_from.id,
          (select min(m.id) from messages m
           where m.conversation_id = v_from.id and m.turn = p_turn + 1 and m.role = 'user'))
  returning id into v_id;

  -- 3. Copy the answered turns that a prompt can include. Their jobs stay in the original conversation.
  insert into messages (conversation_id, turn, role, content, metadata, items, created_at)
  select v_id, m.turn, m.role, m.content, m.metadata - 'thoughts', m.items, m.created_at
  from answered_messages(p_conversation_id, p_turn + 1) m
  order by m.turn, m.id;
  get diagnostics v_messages = row_count;
  update conversations set message_count = v_messages where id = v_id;
  return v_id;
end $$;
comment on function fork_conversation is 'Copies the newest answered turns of a conversation, up to and including p_turn, to a new conversation of the same user, and returns its id. It copies as many messages as answered_messages returns, because no prompt has more. Null if this user has no such conversation, or if it has no such turn. The copy has no session and no jobs, and refers to the original conversation in branch_of.';
