-- Sorting is disabled, so that the plan always scans the index with this order, however many subscriptions there are.
create or replace function list_subscriptions(
  p_owner_mark text, p_user_id text, p_at timestamptz, p_id text, p_is_backward boolean, p_limit integer,
  p_offset integer
) returns setof text language plpgsql stable rows 100 set enable_sort = off as $$
declare
  v_user integer := (select id from users where user_id = p_user_id);
begin
  if p_user_id is null and p_is_backward then
    return query select s.id from event_subscriptions s
      left join api_keys k on k.id = s.key_id
      left join oauth_grants g on g.id = s.grant_id
      left join api_keys gk on gk.id = g.key_id
      where subscription_holds(s, k, g, gk, p_owner_mark) and (s.created_at, s.id) > (p_at, p_id)
      order by s.created_at, s.id limit p_limit offset p_offset;
  elsif p_user_id is null then
    return query select s.id from event_subscriptions s
      left join api_keys k on k.id = s.key_id
      left join oauth_grants g on g.id = s.grant_id
      left join api_keys gk on gk.id = g.key_id
      where subscription_holds(s, k, g, gk, p_owner_mark) and (s.created_at, s.id) < (p_at, p_id)
      order by s.created_at desc, s.id desc limit p_limit offset p_offset;
  elsif p_is_backward then
    return query select s.id from event_subscriptions s
      left join api_keys k on k.id = s.key_id
      left join oauth_grants g on g.id = s.grant_id
      left join api_keys gk on gk.id = g.key_id
      where s.user_id = v_user and subscription_holds(s, k, g, gk, p_owner_mark) and (s.created_at, s.id) > (p_at, p_id)
      order by s.created_at, s.id limit p_limit offset p_offset;
  else
    return query select s.id from event_subscriptions s
      left join api_keys k on k.id = s.key_id
      left join oauth_grants g on g.id = s.grant_id
      left join api_keys gk on gk.id = g.key_id
      where s.user_id = v_user and subscription_holds(s, k, g, gk, p_owner_mark) and (s.created_at, s.id) < (p_at, p_id)
      order by s.created_at desc, s.id desc limit p_limit offset p_offset;
  end if;
end $$;
comment on function list_subscriptions is 'The ids of one page of the valid subscriptions to the jobs of a user, or of all subscriptions, after or before a place.';
