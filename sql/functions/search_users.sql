create or replace function search_users(p_query text, p_id integer, p_is_backward boolean, p_limit integer, p_offset integer,
                                        p_own_id text default null)
returns setof users language plpgsql stable rows 100 set plan_cache_mode = force_custom_plan as $$
declare
  v_query tsquery := search_query(p_query);
  v_words text[] := search_words(p_query);
  -- They go by the id of their deletion until the last row is gone.
  v_deleted integer[] := array(select user_key from user_deletions where finished_at is null and user_key is not null);
begin
  if p_own_id is not null then
    return query select u.* from users u
      where u.user_id = p_own_id and case when p_is_backward then u.id > p_id else u.id < p_id end
        and (p_query is null or search_matches(u.user_id || ' ' || coalesce(u.name, '') || ' ' || coalesce(u.email, ''), v_words))
      limit p_limit offset p_offset;
  elsif p_query is null and p_is_backward then
    return query select u.* from users u where u.id > p_id and u.id <> all (v_deleted) order by u.id limit p_limit offset p_offset;
  elsif p_query is null then
    return query select u.* from users u where u.id < p_id and u.id <> all (v_deleted) order by u.id desc limit p_limit offset p_offset;
  else
    return query
      select u.* from users u
      where array_to_tsvector(search_terms(u.user_id || ' ' || coalesce(u.name, '') || ' ' || coalesce(u.email, ''))) @@ v_query
        and search_matches(u.user_id || ' ' || coalesce(u.name, '') || ' ' || coalesce(u.email, ''), v_words)
        and case when p_is_backward then u.id > p_id else u.id < p_id end and u.id <> all (v_deleted)
      order by case when p_is_backward then u.id end, case when not p_is_backward then u.id end desc
      limit p_limit offset p_offset;
  end if;
end $$;
comment on function search_users is 'One page of the users, the newest first, after or before a place: of all, or of those whose id, name or e-mail address contain all words of a query; of one user alone where p_own_id names one.';
