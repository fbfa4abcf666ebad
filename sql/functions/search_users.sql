create or replace function search_users(p_query text, p_id integer, p_is_backward boolean, p_limit integer, p_offset integer,
                                        p_own_id text default null, p_active_at timestamptz default null)
returns setof users language plpgsql stable rows 100 set plan_cache_mode = force_custom_plan as $$
declare
  v_query tsquery := search_query(p_query);
  v_words text[] := search_words(p_query);
  -- Users in deletion have the id of their deletion until the last row is deleted.
  v_deleted integer[] := array(select user_key from user_deletions where finished_at is null and user_key is not null);
  -- A dynamic statement, so that it is planned for its best index.
  v_is_active boolean := p_active_at is not null and p_own_id is null;
  v_key text := case when not v_is_active then 'u.id' else '(a.last_message_at, a.user_id)' end;
  v_where text := concat_ws(' and ',
    concat(v_key, case when p_is_backward then ' > ' else ' < ' end, case when v_is_active then '($2, $1)' else '$1' end),
    case when p_own_id is not null then 'u.user_id = $3' else 'u.id <> all ($4)' end,
    case when p_query is not null and p_own_id is null then
           'array_to_tsvector(search_terms(u.user_id || '' '' || coalesce(u.name, '''') || '' '' || coalesce(u.email, ''''))) @@ $5' end,
    case when p_query is not null then
           'search_matches(u.user_id || '' '' || coalesce(u.name, '''') || '' '' || coalesce(u.email, ''''), $6)' end);
  v_way text := case when p_is_backward then 'asc' else 'desc' end;
begin
  return query execute format(
    'select u.* from users u %s where %s order by %s %s limit $7 offset $8',
    case when v_is_active then 'join user_activity a on a.user_id = u.id' end, v_where,
    case when v_is_active then format('a.last_message_at %s, a.user_id', v_way) else 'u.id' end, v_way)
  using p_id, p_active_at, p_own_id, v_deleted, v_query, v_words, p_limit, p_offset;
end $$;
comment on function search_users is 'One page of users, after or before a place: all users, or those whose id, name or email address contains all words of a query. With p_own_id, only this user. The newest users come first; with p_active_at, those with the latest message come first.';
