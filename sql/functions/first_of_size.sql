create or replace function first_of_size(p_ids integer[], p_messages integer) returns integer[]
language sql stable as $$
  select coalesce(array_agg(few.id order by few.id), '{}')
  from (select c.id, sum(c.message_count) over (order by c.id) - c.message_count as before
        from conversations c where c.id = any (p_ids)) few
  where few.before < p_messages
$$;
comment on function first_of_size is 'The first of these conversations that have about p_messages messages together, at least one.';
