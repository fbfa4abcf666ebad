create or replace function index_messages(p_limit integer, p_settle_seconds integer, p_characters_max integer) returns integer language plpgsql as $$
declare
  v_from integer;
  v_to integer;
  v_locked integer[];
begin
  -- 1. One caller at a time.
  select message_id into v_from from search_progress for update skip locked;
  if not found then return 0; end if;

  -- 2. Find the next messages by id, at most p_limit and about p_characters_max characters, which octet_length estimates
  --    without reading the texts; at least one. Stop before the first message younger than p_settle_seconds: until
  --    then, a lower id may still be uncommitted.
  v_to := (select max(id) from (select id, sum(least(octet_length(content), 20000)) over before as characters
                                from (select id, content from messages where id > v_from order by id limit p_limit) next_ones
                                window before as (order by id rows between unbounded preceding and 1 preceding)) sized
           where coalesce(characters, 0) < p_characters_max);
  v_to := least(v_to, (select min(id) - 1 from messages
                       where id > v_from and id <= v_to
                         and created_at > clock_timestamp() - make_interval(secs => p_settle_seconds)));
  if v_to is null or v_to <= v_from then return 0; end if;

  -- 3. Lock their conversations while the terms are stored. Stop before the first message of one that is being deleted:
  --    a search must not wait for the deletion, which may wait for this lock of another conversation.
  v_locked := array(
    select id from conversations where id in (select conversation_id from messages where id > v_from and id <= v_to)
    for key share skip locked);
  v_to := coalesce((select min(m.id) - 1 from messages m
                    where m.id > v_from and m.id <= v_to and m.conversation_id <> all (v_locked)), v_to);
  if v_to <= v_from then return 0; end if;
  insert into search_documents (conversation_id, place, terms)
  select c.id, m.id, document_terms(c.user_id, m.id, m.content)
  from messages m join conversations c on c.id = m.conversation_id
  where m.id > v_from and m.id <= v_to and c.expires_at is null
  on conflict do nothing;
  update search_progress set message_id = v_to;
  return v_to - v_from;
end $$;
comment on function index_messages is 'Adds the next messages to the search index, the oldest first, at most p_limit or about p_characters_max characters. Messages of transient conversations are not indexed. Returns the progress in ids; 0 if nothing is left, or if another caller works on it or on the deletion of the next one.';
