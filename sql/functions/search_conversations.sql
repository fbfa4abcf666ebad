-- Newest match first. Step 2 scans the ranges of places from the newest to the oldest, each with one index lookup. So a
-- search for a common word reads little, and a search for a rare word ends in time.
create or replace function search_conversations(
  p_query text, p_user_id text, p_place integer, p_conversation_id integer, p_limit integer, p_tail_max integer,
  p_seconds_max double precision, p_status text default null, p_model text default null,
  p_since timestamptz default null, p_until timestamptz default null, p_tail_characters_max integer default 2000000
) returns table (conversation_id integer, place integer, is_title boolean, is_indexed boolean)
language plpgsql stable rows 100 as $$
declare
  v_user integer := (select u.id from users u where u.user_id = p_user_id);
  v_words text[] := search_words(p_query);
  v_query tsquery := search_query(p_query);
  v_indexed integer := (select p.message_id from search_progress p);
  v_is_filtered boolean := num_nonnulls(p_status, p_model, p_since, p_until) > 0;
  v_until timestamptz;
  v_tail_from integer;
  v_tail integer[];
  v_is_complete boolean;
  v_lowest_stop integer;
  v_done integer[];
  v_found integer;
  v_range integer;
  v_last integer := p_place;
  v_document record;
begin
  if v_query is null or p_user_id is not null and v_user is null then return; end if;

  -- 1. Read the newest messages that are not in the index, as far as the index will have them: see search_terms. At most
  --    p_tail_max, and about p_tail_characters_max characters, which octet_length estimates without reading the texts.
  v_tail_from := (
    select min(id) from (
      select id, sum(least(octet_length(content), 20000)) over before as characters
      from (select id, content from messages where id > v_indexed order by id desc limit p_tail_max) newest_ones
      window before as (order by id desc rows between unbounded preceding and 1 preceding)) sized
    where coalesce(characters, 0) < p_tail_characters_max);
  v_tail := array(
    select max(m.id) from messages m
    where m.id >= v_tail_from and search_matches(left(m.content, 20000), v_words)
      -- Not a join, which may read the messages again for each conversation.
      and (select (v_user is null or c.user_id = v_user) and conversation_fits(c, p_status, p_model, p_since, p_until)
           from conversations c where c.id = m.conversation_id)
    group by m.conversation_id order by 1 desc);
  return query
    select m.conversation_id, m.id, false, true from messages m
    where m.id = any (v_tail) and (m.id, m.conversation_id) < (p_place, p_conversation_id)
    order by m.id desc limit p_limit;
  get diagnostics v_found = row_count;
  v_is_complete := not exists (select from messages m where m.id > v_indexed and m.id < v_tail_from);
  -- When the time is over, the next page continues behind every result of this step, and below the start of this page.
  v_lowest_stop := coalesce((select min(t.id) from unnest(v_tail) t (id) where t.id < p_place), p_place - 1);

  -- 2. Find the others by their terms, and read them to check that they contain the words. The first match of a
  --    conversation is its newest, unless step 1 or an earlier page had a newer one. Its other messages are not read.
  if v_user is not null then v_query := v_query && format('''user:%s''', v_user)::tsquery; end if;
  v_done := array(select m.conversation_id from messages m where m.id = any (v_tail));
  v_until := clock_timestamp() + make_interval(secs => p_seconds_max);
  v_range := least(p_place, greatest(v_indexed, (select max(d.place) from search_documents d where d.is_title))) / 4096;
  while v_found < p_limit and v_range >= 0 loop
    if clock_timestamp() > v_until and (v_range + 1) * 4096 <= v_lowest_stop then
      return query select null::integer, (v_range + 1) * 4096, false, v_is_complete;
      return;
    end if;
    for v_document in
      select d.conversation_id, d.place, d.is_title from search_documents d
      where d.terms @@ (v_query && format('''range:%s''', v_range)::tsquery)
        and (d.place, d.conversation_id) < (p_place, p_conversation_id)
      order by d.place desc, d.conversation_id desc, d.is_title desc
    loop
      if clock_timestamp() > v_until and v_document.place < least(v_last, v_lowest_stop) then
        return query select null::integer, v_document.place + 1, false, v_is_complete;
        return;
      end if;
      v_last := v_document.place;
      continue when v_document.conversation_id = any (v_done);
      continue when v_is_filtered and (select conversation_fits(c, p_status, p_model, p_since, p_until)
                                       from conversations c where c.id = v_document.conversation_id) is not true;
      continue when not search_matches(
        document_text(v_document.conversation_id, v_document.place, v_document.is_title), v_words);
      v_done := v_done || v_document.conversation_id;
      -- On the first page there is no earlier one.
      continue when p_place < 2147483647 and exists (
        select from (select newer.* from search_documents newer
                     where newer.conversation_id = v_document.conversation_id
                       and (newer.place, newer.conversation_id) >= (p_place, p_conversation_id)
                     offset 0) newer -- finds them by the conversation: the index of terms has those of all conversations
        where newer.terms @@ v_query
          and search_matches(document_text(newer.conversation_id, newer.place, newer.is_title), v_words));
      return query select v_document.conversation_id, v_document.place, v_document.is_title, true;
      v_found := v_found + 1;
      exit when v_found >= p_limit;
    end loop;
    v_range := v_range - 1;
  end loop;

  -- 3. Report if messages that step 1 did not read are not in the index yet.
  if not v_is_complete then
    return query select null::integer, null::integer, false, false;
  end if;
end $$;
comment on function search_conversations is 'The conversations whose title or messages contain all words of a query, of a user or of all, each with its newest match: the newest first, after a place, and only those that conversation_fits accepts. A row without a conversation has the place where the next page continues after the time limit, or none; is_indexed says there if the search read every message that is not in the index yet.';
