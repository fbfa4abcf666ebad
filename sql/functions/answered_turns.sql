-- Images make messages large: of more than p_bytes_max the newest are enough, since no model takes so many.
create or replace function answered_turns(
  p_conversation_id integer, p_before_turn integer, p_messages_max integer, p_bytes_max integer default 16777216
) returns json language plpgsql stable as $$
begin
  if p_before_turn = 1 then
    return '[]';
  end if;
  return (
    select coalesce(json_agg(case when h.items is null then json_build_object('role', h.role, 'content', h.content)
                                  else json_build_object('role', h.role, 'content', h.content, 'items', h.items) end
                             order by h.turn, h.id), '[]')
    from (select m.role, m.content, m.items, m.turn, m.id,
                 sum(coalesce(pg_column_size(m.items), 0)) over (order by m.turn desc, m.id desc) as bytes
          from messages m
          left join jobs answered on answered.conversation_id = m.conversation_id and answered.turn = m.turn
          where m.conversation_id = p_conversation_id and m.turn < p_before_turn
            and (answered.status = 'completed' or answered.id is null)
          order by m.turn desc, m.id desc
          limit p_messages_max) h
    where h.bytes <= p_bytes_max);
end $$;
comment on function answered_turns is 'The messages of the turns of a conversation that were answered before this one, oldest first; the newest of them where there are too many. A turn without a job was copied from another conversation, or added as it was.';
