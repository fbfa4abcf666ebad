create or replace function expire_transient(p_limit integer, p_messages integer)
returns table (conversation_id integer, user_id text)
language plpgsql as $$
declare
  v_ids integer[];
begin
  -- 1. Find the expired conversations, with about p_messages messages together.
  v_ids := array(select c.id from conversations c where c.expires_at <= now() and c.open_jobs = 0
                 order by c.expires_at limit p_limit);
  v_ids := first_of_size(v_ids, p_messages);

  -- 2. Lock in the order of a redrive: failed jobs, conversations; then the budgets. Skip locked conversations.
  perform from jobs j where j.conversation_id = any (v_ids) and j.status = 'failed' order by j.id for no key update;
  v_ids := array(select c.id from conversations c
                 where c.id = any (v_ids) and c.open_jobs = 0 order by c.id for no key update skip locked);
  perform from budgets b
  where b.id in (select r.budget_id from budget_reservations r join jobs j on j.id = r.job_id
                 where j.conversation_id = any (v_ids))
  order by b.id for update;

  -- 3. Delete. The foreign keys cascade to all other rows.
  return query
    delete from conversations c using users u where c.id = any (v_ids) and u.id = c.user_id
    returning c.id, u.user_id;
end $$;
comment on function expire_transient is 'Deletes expired transient conversations without unfinished jobs: at most p_limit, with about p_messages messages. The ledger stays. Parallel callers never get the same conversation.';
