create or replace function search_words(p_query text) returns text[] language sql immutable as $$
  select array_remove(string_to_array(regexp_replace(search_fold(p_query), '\s+', ' ', 'g'), ' '), '')
$$;
comment on function search_words is 'The words of a query, folded for search_matches.';
