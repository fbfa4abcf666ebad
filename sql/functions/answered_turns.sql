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
                 sum(pg_column_size(m.items)) over (order by m.turn desc, m.id desc rows unbounded preceding) as bytes
          from messages m
          where m.conversation_id = p_conversation_id and m.turn < p_before_turn
            -- An answer is stored with the end of its job. The others' jobs are looked up as far as the limit goes: a join
            -- may read those of the whole conversation.
            and (m.job_id is not null
                 or coalesce((select j.status from jobs j where j.conversation_id = p_conversation_id and j.turn = m.turn),
                             'completed') = 'completed')
          order by m.turn desc, m.id desc
          limit p_messages_max) h
    where (h.bytes <= p_bytes_max) is not false);
end $$;
comment on function answered_turns is 'The messages of the turns of a conversation that were answered before this one, oldest first; the newest of them where there are too many. A turn without a job was copied from another conversation, or added as it was.';
