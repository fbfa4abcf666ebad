create or replace function delete_user_batch(p_id text, p_limit integer, p_messages integer) returns jsonb
language plpgsql as $$
declare
  v_deletion user_deletions;
  v_ids integer[];
  v_large integer;
  v_messages integer;
  v_jobs integer;
  v_anonymised integer;
begin
  -- 1. Lock the deletion: only one caller works on it at a time.
  select * into v_deletion from user_deletions where id = p_id and finished_at is null for update skip locked;
  if not found then return null; end if;

  -- 2. Delete the next conversations with everything that belongs to them. Lock in the order of settle_attempt.
  v_ids := first_of_size(array(select c.id from conversations c where c.user_id = v_deletion.user_key limit p_limit),
                         p_messages);
  if cardinality(v_ids) > 0 then
    perform from jobs where conversation_id = any (v_ids) order by id for no key update;
    perform from conversations where id = any (v_ids) order by id for no key update;
    perform from budgets
    where id in (select r.budget_id from budget_reservations r join jobs j on j.id = r.job_id
                 where j.conversation_id = any (v_ids))
    order by id for update;
    select coalesce(sum(message_count), 0), max(id) filter (where message_count > p_messages)
    into v_messages, v_large from conversations where id = any (v_ids);
    select count(*) into v_jobs from jobs where conversation_id = any (v_ids);
    if v_large is not null then
      v_messages := trim_conversation(v_large, p_messages);
      select v_jobs - count(*) into v_jobs from jobs where conversation_id = any (v_ids);
      v_ids := '{}';
    end if;
    delete from conversations where id = any (v_ids);
    update user_deletions set conversations = conversations + cardinality(v_ids), messages = messages + v_messages,
                              jobs = jobs + v_jobs
    where id = p_id;
    return jsonb_build_object('done', false, 'conversationIds', to_jsonb(v_ids));
  end if;

  -- 3. Then remove the user from the usage rows, which stay.
  update usage_ledger set user_id = null
  where (job_id, attempt) in (select job_id, attempt from usage_ledger
                              where user_id = v_deletion.user_key limit p_messages);
  get diagnostics v_anonymised = row_count;
  if v_anonymised = 0 then
    update usage_failures set user_id = null
    where (job_id, attempt) in (select job_id, attempt from usage_failures
                                where user_id = v_deletion.user_key limit p_messages);
    get diagnostics v_anonymised = row_count;
  end if;
  if v_anonymised = 0 then
    update usage_rollups set user_id = null
    where ctid = any (array(select ctid from usage_rollups where user_id = v_deletion.user_key limit p_messages));
    get diagnostics v_anonymised = row_count;
  end if;
  if v_anonymised > 0 then
    update user_deletions set anonymised = anonymised + v_anonymised where id = p_id;
    return jsonb_build_object('done', false, 'conversationIds', '[]'::jsonb);
  end if;

  -- 4. Finally delete the user.
  update user_deletions set finished_at = now() where id = p_id;
  delete from users where id = v_deletion.user_key;
  return jsonb_build_object('done', true, 'conversationIds', '[]'::jsonb);
end $$;
comment on function delete_user_batch is 'Deletes the next batch of a user whose deletion has begun. Null if there is nothing to do, or if another caller works on it.';
