create or replace function search_fold(p_text text) returns text language sql immutable as $$
  select lower(normalize(p_text, NFKC))
$$;
comment on function search_fold is 'The form of a text that searches compare: NFKC, in lower case.';
