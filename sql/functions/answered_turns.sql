-- Images make messages large. The newest p_bytes_max are enough, because no model accepts more.
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
    from answered_messages(p_conversation_id, p_before_turn, p_messages_max, p_bytes_max) h);
end $$;
comment on function answered_turns is 'The messages of the answered turns before p_before_turn in a conversation, oldest first. If there are too many, only the newest.';
