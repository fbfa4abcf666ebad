-- Sorting is disabled, so that the plan always scans the index with this order, however many keys the user has.
create or replace function list_keys(
  p_user_id text, p_at timestamptz, p_id text, p_is_backward boolean, p_limit integer, p_offset integer
) returns setof text language plpgsql stable rows 100 set enable_sort = off as $$
declare
  v_user integer := (select id from users where user_id = p_user_id);
begin
  if p_user_id is null and p_is_backward then
    return query select k.id from api_keys k where (k.created_at, k.id) > (p_at, p_id)
      order by k.created_at, k.id limit p_limit offset p_offset;
  elsif p_user_id is null then
    return query select k.id from api_keys k where (k.created_at, k.id) < (p_at, p_id)
      order by k.created_at desc, k.id desc limit p_limit offset p_offset;
  elsif p_is_backward then
    return query select k.id from api_keys k where k.user_id = v_user and (k.created_at, k.id) > (p_at, p_id)
      order by k.created_at, k.id limit p_limit offset p_offset;
  else
    return query select k.id from api_keys k where k.user_id = v_user and (k.created_at, k.id) < (p_at, p_id)
      order by k.created_at desc, k.id desc limit p_limit offset p_offset;
  end if;
end $$;
comment on function list_keys is 'The ids of one page of API keys, of a user or of all, after or before a place.';
