-- A user may have ten conversations or a million: sorting is switched off, so that the plan walks the index that has this
-- order, whatever PostgreSQL takes for the usual number.
create or replace function list_conversations(
  p_user_id integer, p_at timestamptz, p_id integer, p_is_backward boolean, p_limit integer, p_offset integer
) returns setof integer language plpgsql stable rows 100 set enable_sort = off as $$
begin
  if p_user_id is null then
    return query select c.id from conversations c where c.expires_at is null and (c.updated_at, c.id) < (p_at, p_id)
      order by c.updated_at desc, c.id desc limit p_limit offset p_offset;
  elsif p_is_backward then
    return query select c.id from conversations c where c.user_id = p_user_id and c.expires_at is null and (c.updated_at, c.id) > (p_at, p_id)
      order by c.updated_at, c.id limit p_limit offset p_offset;
  else
    return query select c.id from conversations c where c.user_id = p_user_id and c.expires_at is null and (c.updated_at, c.id) < (p_at, p_id)
      order by c.updated_at desc, c.id desc limit p_limit offset p_offset;
  end if;
end $$;
comment on function list_conversations is 'The ids of one page of a user''s conversations, after or before a place; without a user of all, after it alone. Transient ones are in no list.';
