create or replace function document_text(p_conversation_id integer, p_place integer, p_is_title boolean)
returns text language sql stable as $$
  select case when p_is_title then (select title from conversations where id = p_conversation_id)
              else (select left(content, 20000) from messages where id = p_place) end
$$;
comment on function document_text is 'The text of a document in the search index, as far as it is indexed: see search_terms.';
