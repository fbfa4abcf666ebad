create or replace function delete_conversation(p_conversation_id integer, p_user_id text) returns jsonb
language plpgsql as $$
declare
  v_deleted jsonb;
begin
  -- 1. Check the owner.
  perform from conversations c join users u on u.id = c.user_id
  where c.id = p_conversation_id and u.user_id = p_user_id;
  if not found then return null; end if;

  -- 2. Lock in the order of settle_attempt: jobs, conversation, budgets. The foreign keys of reservations do not
  --    conflict with these job locks: their statement already holds the budgets.
  perform from jobs where conversation_id = p_conversation_id and status in ('queued', 'running', 'failed')
  order by id for no key update;
  perform from conversations where id = p_conversation_id for no key update;
  if not found then return null; end if;
  perform from budgets
  where id in (select r.budget_id from budget_reservations r join jobs j on j.id = r.job_id
               where j.conversation_id = p_conversation_id)
  order by id for update;

  -- 3. Count the deleted rows. A job that has just ended may still be written to KV.
  select jsonb_build_object(
    'conversationId', p_conversation_id, 'userId', p_user_id, 'jobs', count(*),
    'messages', (select count(*) from messages where conversation_id = p_conversation_id),
    'open', coalesce(jsonb_agg(deleted_job(j)) filter (where j.status in ('queued', 'running')), '[]'),
    'isFresh', coalesce(bool_or(j.finished_at > now() - interval '10 seconds'), false))
  into v_deleted from jobs j where j.conversation_id = p_conversation_id;

  -- 4. Delete. The foreign keys cascade to all other rows.
  delete from conversations where id = p_conversation_id;
  return v_deleted;
end $$;
comment on function delete_conversation is 'Deletes a conversation and everything that belongs to it. Null if this user has no such conversation.';
