-- Sorting is disabled, so that the plan always scans the index with this order, however many sign-ins the user has.
create or replace function list_sign_ins(
  p_owner_mark text, p_user_id text, p_at timestamptz, p_id text, p_is_backward boolean, p_limit integer,
  p_offset integer
) returns setof text language plpgsql stable rows 100 set enable_sort = off as $$
declare
  v_user integer := (select id from users where user_id = p_user_id);
begin
  if p_user_id is null and p_is_backward then
    return query select s.id from sign_ins(p_owner_mark) s where (s.created_at, s.id) > (p_at, p_id)
      order by s.created_at, s.id limit p_limit offset p_offset;
  elsif p_user_id is null then
    return query select s.id from sign_ins(p_owner_mark) s where (s.created_at, s.id) < (p_at, p_id)
      order by s.created_at desc, s.id desc limit p_limit offset p_offset;
  elsif p_is_backward then
    return query select s.id from sign_ins(p_owner_mark) s where s.user_key = v_user and (s.created_at, s.id) > (p_at, p_id)
      order by s.created_at, s.id limit p_limit offset p_offset;
  else
    return query select s.id from sign_ins(p_owner_mark) s where s.user_key = v_user and (s.created_at, s.id) < (p_at, p_id)
      order by s.created_at desc, s.id desc limit p_limit offset p_offset;
  end if;
end $$;
comment on function list_sign_ins is 'The ids of one page of sign-ins, of a user or of all, after or before a place.';
