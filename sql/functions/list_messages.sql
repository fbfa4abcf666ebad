-- A conversation may have two messages or a million. Sorting is disabled, so that the plan always scans the index with
-- this order, whatever PostgreSQL's row estimate is.
create or replace function list_messages(
  p_conversation_id integer, p_turn integer, p_id integer, p_is_backward boolean, p_limit integer, p_offset integer
) returns setof integer language plpgsql stable rows 100 set enable_sort = off as $$
begin
  if p_is_backward then
    return query select m.id from messages m
      where m.conversation_id = p_conversation_id and (m.turn, m.id) < (p_turn, p_id)
      order by m.turn desc, m.id desc limit p_limit offset p_offset;
  else
    return query select m.id from messages m
      where m.conversation_id = p_conversation_id and (m.turn, m.id) > (p_turn, p_id)
      order by m.turn, m.id limit p_limit offset p_offset;
  end if;
end $$;
comment on function list_messages is 'The ids of one page of a conversation''s messages, after or before a place.';
