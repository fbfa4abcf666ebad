create or replace function delete_user(p_user_id text) returns jsonb
language plpgsql as $$
declare
  v_user integer;
  v_deleted jsonb;
begin
  -- 1. Find the user.
  select id into v_user from users where user_id = p_user_id;
  if not found then return null; end if;

  -- 2. Lock in the order of accept_message and settle_attempt: jobs, conversations, the user, request counts, budgets.
  --    The user's lock prevents new rows from now on.
  perform from jobs where user_id = v_user and status in ('queued', 'running', 'failed')
  order by id for no key update;
  perform from conversations where user_id = v_user order by id for no key update;
  perform from users where id = v_user for update;
  if not found then return null; end if;
  perform from api_usage where user_id = v_user order by id for update;
  perform from budgets where user_id is null or user_id = v_user order by id for update;

  -- 3. Count the deleted rows, and collect the jobs to notify about and the keys to evict from caches.
  select jsonb_build_object(
    'jobs', count(*),
    'open', coalesce(jsonb_agg(deleted_job(j)) filter (where j.status in ('queued', 'running')), '[]'),
    'isFresh', coalesce(bool_or(j.finished_at > now() - interval '10 seconds'), false))
  into v_deleted from jobs j where j.user_id = v_user;
  select v_deleted || jsonb_build_object('conversations', count(*), 'conversationIds', coalesce(jsonb_agg(id), '[]'))
  into v_deleted from conversations where user_id = v_user;
  select v_deleted || jsonb_build_object('apiKeys', count(*), 'keyHashes', coalesce(jsonb_agg(key_hash), '[]'))
  into v_deleted from api_keys where user_id = v_user;
  v_deleted := v_deleted || jsonb_build_object(
    'messages', (select count(*) from messages m join conversations c on c.id = m.conversation_id
                 where c.user_id = v_user),
    'webhookDeliveries', (select count(*) from webhook_deliveries where user_id = v_user),
    'budgets', (select count(*) from budgets where user_id = v_user),
    'signIns', (select count(*) from oauth_grants where user_id = v_user),
    'tokenHashes', (select coalesce(jsonb_agg(r.id_hash), '[]')
                    from oauth_records r join oauth_grants g on g.id = r.grant_id
                    where g.user_id = v_user and r.model = 'AccessToken')
                   || (select coalesce(jsonb_agg(token_hash), '[]') from console_sessions where user_id = v_user),
    'anonymised', (select count(*) from usage_ledger where user_id = v_user)
                  + (select count(*) from usage_failures where user_id = v_user)
                  + (select count(*) from usage_rollups where user_id = v_user));

  -- 4. Delete. The foreign keys cascade to all other rows, and set the user to null in the ledger and its rollups.
  delete from users where id = v_user;
  return v_deleted;
end $$;
comment on function delete_user is 'Deletes a user and everything that belongs to the user. Usage rows stay, without the user. Null if the user does not exist.';
