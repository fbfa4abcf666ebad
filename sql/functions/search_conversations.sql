-- Newest match first. Step 2 scans the ranges of places from the newest to the oldest, each with one index lookup. So a
-- search for a common word reads little, and a search for a rare word ends in time.
create or replace function search_conversations(
  p_query text, p_user_id text, p_place integer, p_conversation_id integer, p_limit integer, p_tail_max integer,
  p_seconds_max double precision, p_status text default null, p_model text default null,
  p_since timestamptz default null, p_until timestamptz default null
) returns table (conversation_id integer, place integer, is_title boolean, is_indexed boolean)
language plpgsql stable rows 100 set plan_cache_mode = force_custom_plan as $$
declare
  v_user integer := (select u.id from users u where u.user_id = p_user_id);
  v_words text[] := search_words(p_query);
  v_query tsquery := search_query(p_query);
  v_indexed integer := (select p.message_id from search_progress p);
  v_tail integer[];
  v_lowest integer;
  v_found integer := 0;
  v_rows integer;
  v_range integer;
  v_is_filtered boolean := num_nonnulls(p_status, p_model, p_since, p_until) > 0;
  v_until timestamptz := clock_timestamp() + make_interval(secs => p_seconds_max);
begin
  if v_query is null or p_user_id is not null and v_user is null then return; end if;

  -- 1. Read the messages that are too young to be in the index, as far as the index will have them: see search_terms.
  v_tail := array(
    select max(m.id) from (select t.id, t.conversation_id, t.content from messages t where t.id > v_indexed
                           order by t.id desc limit p_tail_max) m
    join conversations c on c.id = m.conversation_id
    where (v_user is null or c.user_id = v_user) and search_matches(left(m.content, 20000), v_words)
      and conversation_fits(c, p_status, p_model, p_since, p_until)
    group by m.conversation_id order by 1 desc);
  return query
    select m.conversation_id, m.id, false, true from messages m
    where m.id = any (v_tail) and (m.id, m.conversation_id) < (p_place, p_conversation_id)
    order by m.id desc limit p_limit;
  get diagnostics v_found = row_count;
  v_lowest := (select min(t.id) from unnest(v_tail) t (id) where t.id < p_place);

  -- 2. Find the others by their terms, and read them to check that they contain the words.
  v_query := v_query && case when v_user is null then ''::tsquery else format('''user:%s''', v_user)::tsquery end;
  v_tail := array(select m.conversation_id from messages m where m.id = any (v_tail));
  v_range := least(p_place, greatest(v_indexed, (select max(d.place) from search_documents d where d.is_title))) / 4096;
  while v_found < p_limit and v_range >= 0 loop
    -- The next page continues from here: behind the start of this page, and behind every result of step 1.
    if clock_timestamp() > v_until and (v_range + 1) * 4096 < p_place
       and (v_range + 1) * 4096 <= coalesce(v_lowest, p_place) then
      return query select null::integer, (v_range + 1) * 4096, false, true;
      return;
    end if;
    return query
      select d.conversation_id, d.place, d.is_title, true
      from (select f.conversation_id, f.place, f.is_title from search_documents f
            where f.terms @@ (v_query && format('''range:%s''', v_range)::tsquery)
              and (f.place, f.conversation_id) < (p_place, p_conversation_id)
            order by f.place desc, f.conversation_id desc
            offset 0) d -- sorts first, so that only the texts of the page are read
      where search_matches(document_text(d.conversation_id, d.place, d.is_title), v_words)
        and d.conversation_id <> all (v_tail)
        and (not v_is_filtered
             or (select conversation_fits(c, p_status, p_model, p_since, p_until)
                 from conversations c where c.id = d.conversation_id))
        and not exists (
          select from search_documents newer
          where newer.conversation_id = d.conversation_id and newer.terms @@ v_query
            and (newer.place, newer.is_title) > (d.place, d.is_title)
            and search_matches(document_text(newer.conversation_id, newer.place, newer.is_title), v_words))
      order by d.place desc, d.conversation_id desc -- again, because a hash join does not keep the order
      limit p_limit - v_found;
    get diagnostics v_rows = row_count;
    v_found := v_found + v_rows;
    v_range := v_range - 1;
  end loop;

  -- 3. Report if more messages than step 1 reads are not in the index yet.
  if exists (select from messages m where m.id > v_indexed offset p_tail_max) then
    return query select null::integer, null::integer, false, false;
  end if;
end $$;
comment on function search_conversations is 'The conversations whose title or messages contain all words of a query, of a user or of all, each with its newest match: the newest first, after a place, and only those that conversation_fits accepts. A row without a conversation has the place where the next page continues after the time limit, or reports that messages are not in the index yet.';
