create or replace function delete_conversations(
  p_user_id text, p_before timestamptz, p_after timestamptz, p_title text, p_limit integer
) returns jsonb language plpgsql as $$
declare
  v_user integer;
  v_ids integer[];
  v_deleted jsonb;
  v_has_more boolean;
begin
  -- 1. Find the oldest matching conversations, plus one to know if more match.
  select id into v_user from users where user_id = p_user_id;
  if not found then return null; end if;
  v_ids := array(select c.id from conversations c
                 where c.user_id = v_user and c.expires_at is null and (p_before is null or c.updated_at < p_before)
                   and (p_after is null or c.updated_at > p_after)
                   and (p_title is null or strpos(lower(c.title), lower(p_title)) > 0)
                 order by c.updated_at, c.id limit p_limit + 1);
  v_has_more := cardinality(v_ids) > p_limit;
  v_ids := v_ids[:p_limit];

  -- 2. Lock in the order of delete_conversation: jobs, conversations, budgets. Skip conversations that got a message in
  --    the meantime.
  perform from jobs where conversation_id = any (v_ids) and status in ('queued', 'running', 'failed')
  order by id for no key update;
  v_ids := array(select c.id from conversations c
                 where c.id = any (v_ids) and (p_before is null or c.updated_at < p_before)
                 order by c.id for no key update);
  perform from budgets
  where id in (select r.budget_id from budget_reservations r join jobs j on j.id = r.job_id
               where j.conversation_id = any (v_ids))
  order by id for update;

  -- 3. Count the deleted rows. A job that has just ended may still be written to KV.
  select coalesce(jsonb_agg(jsonb_build_object(
    'conversationId', c.id, 'userId', p_user_id, 'messages', c.message_count, 'jobs', of_it.jobs, 'open', of_it.open,
    'isFresh', of_it.is_fresh) order by c.updated_at, c.id), '[]')
  into v_deleted
  from conversations c
  cross join lateral (
    select count(*) as jobs, coalesce(jsonb_agg(deleted_job(j)) filter (where j.status in ('queued', 'running')), '[]') as open,
           coalesce(bool_or(j.finished_at > now() - interval '10 seconds'), false) as is_fresh
    from jobs j where j.conversation_id = c.id) of_it
  where c.id = any (v_ids);

  -- 4. Delete. The foreign keys cascade to all other rows.
  delete from conversations where id = any (v_ids);
  return jsonb_build_object('deleted', v_deleted, 'hasMore', v_has_more);
end $$;
comment on function delete_conversations is 'Deletes a user''s conversations that meet every condition, the oldest first and at most p_limit, with everything that belongs to them, and returns whether more match. Transient conversations are not included, because they expire. Null if the user does not exist.';
