create or replace function search_matches(p_text text, p_words text[]) returns boolean
language sql immutable cost 10000 as $$ -- after every other condition: a long text takes milliseconds
  select coalesce(bool_and(strpos(folded.text, word) > 0), false)
  from (select search_fold(p_text) as text) folded, unnest(p_words) word
$$;
comment on function search_matches is 'True if a text contains all of these words, which must be folded by search_fold.';
