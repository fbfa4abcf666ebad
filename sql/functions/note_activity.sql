-- A row may be committed later than its id was given out, and the ids of jobs are of another clock: so it looks back a
-- little further.
create or replace function note_activity(p_overlap_seconds integer, p_overlap_ids integer) returns void
language plpgsql as $$
declare
  v_since text := job_id_at((select max(a.last_message_at) from user_activity a) - make_interval(secs => p_overlap_seconds));
  v_known integer := (select max(a.user_id) from user_activity a);
begin
  insert into user_activity (user_id, last_message_at)
  select latest.user_id, max(latest.at)
  from (select j.user_id, j.created_at as at from jobs j where v_since is null or j.id >= v_since
        union all
        select u.id, u.created_at from users u where v_known is null or u.id > v_known - p_overlap_ids) latest
  group by 1 order by 1
  on conflict (user_id) do update set last_message_at = excluded.last_message_at
  where user_activity.last_message_at < excluded.last_message_at;
end $$;
comment on function note_activity is 'Notes when users sent their last message, by the jobs and users since the last time.';
