create or replace function answered_turns(p_conversation_id integer, p_before_turn integer, p_messages_max integer)
returns json language plpgsql stable as $$
begin
  if p_before_turn = 1 then
    return '[]';
  end if;
  return (
    select coalesce(json_agg(json_build_object('role', h.role, 'content', h.content) order by h.turn, h.id), '[]')
    from (select m.role, m.content, m.turn, m.id
          from messages m
          join jobs answered on answered.conversation_id = m.conversation_id and answered.turn = m.turn
                            and answered.status = 'completed'
          where m.conversation_id = p_conversation_id and m.turn < p_before_turn
          order by m.turn desc, m.id desc
          limit p_messages_max) h);
end $$;
comment on function answered_turns is 'The messages of the turns of a conversation that were answered before this one, oldest first; the newest of them where there are too many.';
