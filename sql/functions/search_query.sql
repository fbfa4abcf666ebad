create or replace function search_query(p_text text) returns tsquery language sql immutable as $$
  select string_agg(format('''%s'':*', term), ' & ')::tsquery from unnest(search_terms(p_text)) term
$$;
comment on function search_query is 'The terms that a text has which contains these words: a word stands for all that begin with it. Null when there is neither letter nor digit in them.';
