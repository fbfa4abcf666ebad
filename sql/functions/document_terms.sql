-- In addition to the words: the user and the range of places. The colons distinguish these terms from words.
create or replace function document_terms(p_user integer, p_place integer, p_text text)
returns tsvector language sql immutable as $$
  select array_to_tsvector(search_terms(p_text) || array['user:' || p_user, 'range:' || p_place / 4096])
$$;
comment on function document_terms is 'The terms with which searches find a text: its words, its user, and its range of 4,096 places, which keeps each step of a search short.';
