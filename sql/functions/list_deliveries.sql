-- The statement contains only the requested conditions, so each combination is planned for its best index. The status
-- is a literal, because the partial indexes need it.
create or replace function list_deliveries(
  p_status text, p_user_id text, p_job_id text, p_cursor_at timestamptz, p_cursor_id text, p_is_backward boolean,
  p_limit integer, p_offset integer, p_count_max integer, p_endpoint_id text default null, p_event text default null,
  p_created_after timestamptz default null, p_created_before timestamptz default null
) returns table (id text, total integer) language plpgsql stable rows 100 as $$
declare
  v_user integer := (select u.id from users u where u.user_id = p_user_id);
  v_filter text := concat_ws(' and ', 'true', case when p_user_id is not null then 'd.user_id = $1' end,
                             case when p_job_id is not null then 'd.job_id = $2' end,
                             case when p_endpoint_id is not null then 'd.endpoint_id = $8' end,
                             case when p_event is not null then 'd.event = $9' end,
                             case when starts_with(p_event, 'budget.') then 'starts_with(d.event, ''budget.'')' end,
                             case when p_created_after is not null then 'd.created_at >= $10' end,
                             case when p_created_before is not null then 'd.created_at < $11' end,
                             case when p_status is not null then format('d.status = %L', p_status) end);
  v_place text := case when p_cursor_id is null then 'true'
                       else format('(d.created_at, d.id) %s ($3, $4)', case when p_is_backward then '>' else '<' end) end;
  v_order text := case when p_is_backward then 'asc' else 'desc' end;
begin
  return query execute format(
    $statement$
    select page.id, counted.total
    from (select case when $7 is not null
                      then (select count(*)::integer
                            from (select from webhook_deliveries d where %1$s limit $7) known) end as total) counted
    left join lateral (select d.id, d.created_at from webhook_deliveries d where %1$s and %2$s
                       order by d.created_at %3$s, d.id %3$s limit $5 offset $6) page on true
    order by page.created_at desc, page.id desc
    $statement$, v_filter, v_place, v_order)
  using v_user, p_job_id, p_cursor_at, p_cursor_id, p_limit, p_offset, p_count_max, p_endpoint_id, p_event,
        p_created_after, p_created_before;
end $$;
comment on function list_deliveries is 'One page of webhook delivery ids, newest first, after or before a place, with the total, counted up to p_count_max. An empty page is one row without an id.';
