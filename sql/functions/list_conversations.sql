-- A user may have ten conversations or a million. Sorting is disabled, so that the plan always scans the index with
-- this order, whatever PostgreSQL's row estimate is.
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
comment on function list_conversations is 'The ids of one page of a user''s conversations, after or before a place. Without a user, of all conversations, only after a place. Lists never contain transient conversations.';
