create or replace function list_items(
  p_conversation_id integer, p_turn integer, p_id integer, p_is_backward boolean, p_limit integer, p_bytes_max integer,
  p_reads_first boolean
) returns table (id integer, is_read boolean) language plpgsql stable rows 20 as $$
declare
  v_row record;
  v_sign integer := case when p_is_backward then -1 else 1 end;
  v_bytes bigint := 0;
begin
  for v_row in
    select m.id, m.content, m.items, j.id is null or j.status = 'completed' as is_answered
    from list_messages(p_conversation_id, p_turn, p_id, p_is_backward, p_limit, 0) as page (id)
    join messages m on m.id = page.id
    left join jobs j on j.conversation_id = m.conversation_id and j.turn = m.turn
    order by v_sign * m.turn, v_sign * m.id
  loop
    id := v_row.id;
    is_read := false;
    if v_row.is_answered then
      v_bytes := v_bytes + message_bytes(case when v_row.items is null then v_row.content end, v_row.items);
      is_read := v_bytes <= p_bytes_max or p_reads_first;
      p_reads_first := false;
    end if;
    return next;
    exit when v_row.is_answered and not is_read;
  end loop;
end $$;
comment on function list_items is 'The rows of one page of a conversation''s items, after or before a place. At most p_bytes_max bytes may be read: an answered row beyond that is the last of the page, with is_read false, and means that more rows follow. With p_reads_first the first answered row is read whatever its size.';
