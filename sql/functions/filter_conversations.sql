-- The statement contains only the requested conditions, so that partial indexes can be used.
create or replace function filter_conversations(
  p_user_id integer, p_status text, p_model text, p_since timestamptz, p_until timestamptz, p_branch_of integer,
  p_at timestamptz, p_id integer, p_is_backward boolean, p_limit integer, p_offset integer
) returns setof integer language plpgsql stable rows 100 as $$
declare
  v_filter text := concat_ws(' and ', 'c.expires_at is null',
    case when p_user_id is not null then 'c.user_id = $1' end,
    case when p_since is not null then 'c.updated_at >= $2' end,
    case when p_until is not null then 'c.updated_at < $3' end,
    case when p_branch_of is not null then 'c.branch_of = $4' end,
    case when p_status = 'running' then
           'c.open_jobs > 0 and c.id in (select j.conversation_id from jobs j where j.status in (''queued'', ''running''))'
         when p_status = 'answered' then 'c.open_jobs = 0 and c.last_answered_at is not null'
         when p_status is not null then
           format('c.open_jobs = 0 and c.last_answered_at is null and c.last_job_id is not null
                   and exists (select from jobs j where j.id = c.last_job_id and j.status = %L)', p_status) end,
    case when p_model is not null then 'c.model = $5' end);
begin
  return query execute format(
    'select c.id from conversations c where %s and (c.updated_at, c.id) %s ($6, $7) order by c.updated_at %s, c.id %3$s limit $8 offset $9',
    v_filter, case when p_is_backward then '>' else '<' end, case when p_is_backward then 'asc' else 'desc' end)
  using p_user_id, p_since, p_until, p_branch_of, p_model, p_at, p_id, p_limit, p_offset;
end $$;
comment on function filter_conversations is 'The ids of one page of the conversations that meet every condition that is not null, the last changed first, after or before a place. Lists never contain transient conversations.';
