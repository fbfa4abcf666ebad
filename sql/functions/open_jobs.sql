create or replace function open_jobs(p_filter jsonb, p_limit integer)
returns table (id text, conversation_id integer) language plpgsql stable rows 100 as $$
begin
  return query execute format(
    'select j.id, j.conversation_id from jobs j where %s order by j.id desc limit $1',
    job_conditions(p_filter || '{"isOpen": true}'))
  using p_limit;
end $$;
comment on function open_jobs is 'The unfinished jobs that match a filter of job_conditions: the newest first, at most p_limit.';
