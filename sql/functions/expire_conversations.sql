create or replace function expire_conversations(p_days integer, p_limit integer, p_messages integer)
returns table (conversation_id integer, user_id text, is_whole boolean)
language plpgsql as $$
declare
  v_before timestamptz := now() - make_interval(days => p_days);
  v_ids integer[];
  v_large integer;
begin
  -- 1. Find the oldest conversations, with about p_messages messages together.
  v_ids := array(select c.id from conversations c where c.updated_at < v_before and c.open_jobs = 0 and c.expires_at is null
                 order by c.updated_at limit p_limit);
  v_ids := first_of_size(v_ids, p_messages);

  -- 2. Lock in the order of a redrive: failed jobs, conversations; then the budgets. Skip locked conversations.
  perform from jobs j where j.conversation_id = any (v_ids) and j.status = 'failed' order by j.id for no key update;
  v_ids := array(select c.id from conversations c
                 where c.id = any (v_ids) and c.updated_at < v_before and c.open_jobs = 0
                 order by c.id for no key update skip locked);
  perform from budgets b
  where b.id in (select r.budget_id from budget_reservations r join jobs j on j.id = r.job_id
                 where j.conversation_id = any (v_ids))
  order by b.id for update;

  -- 3. Delete the oldest turns of a conversation that is too large for one statement. A batch has at most one such
  --    conversation, as its last.
  select c.id into v_large from conversations c
  where c.id = any (v_ids) and c.message_count > p_messages limit 1;
  if found then
    perform trim_conversation(v_large, p_messages);
    return query select c.id, u.user_id, false from conversations c join users u on u.id = c.user_id where c.id = v_large;
    v_ids := array_remove(v_ids, v_large);
  end if;

  -- 4. Delete. The foreign keys cascade to all other rows.
  return query
    delete from conversations c using users u where c.id = any (v_ids) and u.id = c.user_id
    returning c.id, u.user_id, true;
end $$;
comment on function expire_conversations is 'Deletes the oldest conversations without an update for p_days and without unfinished jobs: at most p_limit, with about p_messages messages. Of a conversation with more messages, it deletes the oldest turns. Parallel callers never get the same conversation.';
