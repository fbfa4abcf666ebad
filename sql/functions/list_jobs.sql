-- The statement contains only the requested conditions, so each combination is planned for its best index. The status
-- is a literal, because the partial indexes need it.
create or replace function list_jobs(
  p_status text, p_user_id text, p_conversation_id integer, p_cursor text, p_is_backward boolean, p_limit integer,
  p_offset integer, p_count_max integer, p_filter jsonb default '{}'
) returns table (id text, total integer) language plpgsql stable rows 100 as $$
declare
  v_filter text := job_conditions(p_filter || jsonb_strip_nulls(jsonb_build_object(
    'status', p_status, 'userId', p_user_id, 'conversationId', p_conversation_id)));
  -- The jobs of a conversation are sorted by turn, which has an index.
  v_key text := case when p_conversation_id is null then 'j.id' else 'j.turn' end;
  v_place text := case when p_cursor is null then 'true'
                       else concat(v_key, case when p_is_backward then ' > ' else ' < ' end,
                                   case when p_conversation_id is null then '$1'
                                        else '(select c.turn from jobs c where c.id = $1)' end) end;
  v_order text := case when p_is_backward then 'asc' else 'desc' end;
begin
  return query execute format(
    $statement$
    select page.id, counted.total
    from (select case when $4 is not null
                      then (select count(*)::integer from (select from jobs j where %1$s limit $4) known) end as total) counted
    left join lateral (select j.id, %3$s as key from jobs j where %1$s and %2$s
                       order by %3$s %4$s limit $2 offset $3) page on true
    order by page.key desc
    $statement$, v_filter, v_place, v_key, v_order)
  using p_cursor, p_limit, p_offset, p_count_max;
end $$;
comment on function list_jobs is 'One page of job ids, newest first, after or before the job p_cursor, with the total, counted up to p_count_max. An empty page is one row without an id. p_filter has the conditions of job_conditions.';
