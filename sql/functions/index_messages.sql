create or replace function index_messages(p_limit integer, p_settle_seconds integer, p_characters_max integer) returns integer language plpgsql as $$
declare
  v_from integer;
  v_to integer;
begin
  -- 1. One caller at a time.
  select message_id into v_from from search_progress for update skip locked;
  if not found then return 0; end if;

  -- 2. The next messages by their ids, so many and so long, and at least one; up to the first that is young: one with a
  --    lower id may not be committed yet, but no statement lasts so long.
  v_to := (select max(id) from (select id, sum(length(content)) over before as characters
                                from (select id, content from messages where id > v_from order by id limit p_limit) next_ones
                                window before as (order by id rows between unbounded preceding and 1 preceding)) sized
           where coalesce(characters, 0) < p_characters_max);
  v_to := least(v_to, (select min(id) - 1 from messages
                       where id > v_from and id <= v_to
                         and created_at > clock_timestamp() - make_interval(secs => p_settle_seconds)));
  if v_to is null or v_to <= v_from then return 0; end if;

  -- 3. Their conversations stay while their terms are stored; those that are gone by now have none.
  perform from conversations where id in (select conversation_id from messages where id > v_from and id <= v_to)
  order by id for key share;
  insert into search_documents (conversation_id, place, terms)
  select c.id, m.id, document_terms(c.user_id, m.id, m.content)
  from messages m join conversations c on c.id = m.conversation_id
  where m.id > v_from and m.id <= v_to and c.expires_at is null
  on conflict do nothing;
  update search_progress set message_id = v_to;
  return v_to - v_from;
end $$;
comment on function index_messages is 'Lets searches find further messages by their terms, the oldest first and at most p_limit, or as many as have p_characters_max characters. Those of transient conversations are in no index. Returns how far it came; 0 when nothing is left, or somebody else is at it.';
