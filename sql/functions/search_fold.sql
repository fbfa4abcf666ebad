create or replace function search_fold(p_text text) returns text language sql immutable as $$
  select lower(normalize(p_text, NFKC))
$$;
comment on function search_fold is 'A text as searches compare it: composed, and in lower case.';
