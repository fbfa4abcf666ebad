create or replace function delete_expired_conversations(p_days integer, p_limit integer)
returns table (conversation_id integer, user_id text)
language plpgsql as $$
declare
  v_before timestamptz := now() - make_interval(days => p_days);
  v_ids integer[];
begin
  -- 1. The oldest ones.
  v_ids := array(select c.id from conversations c where c.updated_at < v_before and c.open_jobs = 0
                 order by c.updated_at limit p_limit);

  -- 2. Lock in the order of a redrive: failed jobs, conversations; then the budgets. Leave what somebody else holds.
  perform from jobs j where j.conversation_id = any (v_ids) and j.status = 'failed' order by j.id for no key update;
  v_ids := array(select c.id from conversations c
                 where c.id = any (v_ids) and c.updated_at < v_before and c.open_jobs = 0
                 order by c.id for no key update skip locked);
  perform from budgets b
  where b.id in (select r.budget_id from budget_reservations r join jobs j on j.id = r.job_id
                 where j.conversation_id = any (v_ids))
  order by b.id for update;

  -- 3. Delete; the foreign keys take the rest along.
  return query
    delete from conversations c using users u where c.id = any (v_ids) and u.id = c.user_id
    returning c.id, u.user_id;
end $$;
comment on function delete_expired_conversations is 'Deletes the oldest conversations, at most p_limit, that nobody updated for so many days and that have no unfinished jobs. Two callers at once never get the same.';
