-- A row may be committed after a row with a higher id, and job ids contain another clock. So each call overlaps the
-- previous one.
create or replace function note_activity(p_overlap_seconds integer, p_overlap_ids integer) returns void
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  v_since text := coalesce(job_id_at((select max(a.last_message_at) from user_activity a)
                                     - make_interval(secs => p_overlap_seconds)), '');
  v_known integer := coalesce((select max(a.user_id) from user_activity a) - p_overlap_ids, 0);
begin
  insert into user_activity (user_id, last_message_at)
  select latest.user_id, max(latest.at)
  from (select j.user_id, j.created_at as at from jobs j where j.id >= v_since
        union all
        select u.id, u.created_at from users u where u.id > v_known) latest
  group by 1 order by 1
  on conflict (user_id) do update set last_message_at = excluded.last_message_at
  where user_activity.last_message_at < excluded.last_message_at;
end $$;
comment on function note_activity is 'Updates the time of users'' last messages, from the jobs and users since the last update.';
