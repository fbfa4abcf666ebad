-- Sorting is disabled, so that the plan always scans the index with this order, however many endpoints there are.
create or replace function list_webhook_endpoints(
  p_user_id text, p_at timestamptz, p_id text, p_is_backward boolean, p_limit integer, p_offset integer,
  p_state text default null
) returns setof text language plpgsql stable rows 100 set enable_sort = off as $$
declare
  v_user integer := (select id from users where user_id = p_user_id);
begin
  if p_user_id is null and p_is_backward then
    return query select e.id from webhook_endpoints e where (e.created_at, e.id) > (p_at, p_id)
      and endpoint_stands(e, p_state)
      order by e.created_at, e.id limit p_limit offset p_offset;
  elsif p_user_id is null then
    return query select e.id from webhook_endpoints e where (e.created_at, e.id) < (p_at, p_id)
      and endpoint_stands(e, p_state)
      order by e.created_at desc, e.id desc limit p_limit offset p_offset;
  elsif p_is_backward then
    return query select e.id from webhook_endpoints e where e.user_id = v_user and (e.created_at, e.id) > (p_at, p_id)
      and endpoint_stands(e, p_state)
      order by e.created_at, e.id limit p_limit offset p_offset;
  else
    return query select e.id from webhook_endpoints e where e.user_id = v_user and (e.created_at, e.id) < (p_at, p_id)
      and endpoint_stands(e, p_state)
      order by e.created_at desc, e.id desc limit p_limit offset p_offset;
  end if;
end $$;
comment on function list_webhook_endpoints is 'The ids of one page of webhook endpoints, of a user or of all, in one state or in any, after or before a place.';
