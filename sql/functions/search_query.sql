create or replace function search_query(p_text text) returns tsquery language sql immutable as $$
  select string_agg(format('''%s'':*', term), ' & ')::tsquery from unnest(search_terms(p_text)) term
$$;
comment on function search_query is 'The query for texts that contain these words, as prefixes. Null if the words have neither letters nor digits.';
