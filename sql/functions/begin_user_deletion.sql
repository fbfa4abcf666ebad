create or replace function begin_user_deletion(p_user_id text, p_deletion_id text, p_rows_max integer) returns jsonb
language plpgsql as $$
declare
  v_user integer;
  v_begun jsonb;
begin
  -- 1. Find the user, and check if one statement can delete everything.
  select id into v_user from users where user_id = p_user_id;
  if not found then return null; end if;
  if greatest((select count(*) from (select from conversations where user_id = v_user limit p_rows_max + 1) few),
              (select count(*) from (select from jobs where user_id = v_user limit p_rows_max + 1) few),
              (select count(*) from (select from usage_ledger where user_id = v_user limit p_rows_max + 1) few))
     <= p_rows_max then
    return jsonb_build_object('isSmall', true);
  end if;

  -- 2. Lock in the order of delete_user. The user's lock prevents new rows from now on.
  perform from jobs where user_id = v_user and status in ('queued', 'running') order by id for no key update;
  perform from conversations where user_id = v_user and open_jobs > 0 order by id for no key update;
  perform from users where id = v_user for update;
  if not found then return null; end if;
  perform from api_usage where user_id = v_user order by id for update;
  perform from budgets where user_id is null or user_id = v_user order by id for update;

  -- 3. Cancel unfinished jobs, without webhooks.
  select jsonb_build_object('isSmall', false, 'open', coalesce(jsonb_agg(deleted_job(j)), '[]')) into v_begun
  from jobs j where j.user_id = v_user and j.status in ('queued', 'running');
  perform lose_attempt(j, 'cancelled') from jobs j where j.user_id = v_user and j.status = 'running';
  update jobs set status = 'cancelled', finished_at = now(), lease_until = null, error_code = 'cancelled',
                  error_message = 'The user was deleted.', error_details = null
  where user_id = v_user and status in ('queued', 'running');
  update conversations set open_jobs = 0 where user_id = v_user and open_jobs > 0;
  -- In the order in which an unsubscribing client deletes: its deliveries go with a subscription.
  delete from event_subscriptions where user_id = v_user;
  delete from webhook_deliveries d
  where d.status = 'pending' and (d.user_id = v_user or (select j.user_id from jobs j where j.id = d.job_id) = v_user);

  -- 4. Remove the credentials and the name at once, so the remaining rows can no longer be found by name.
  select v_begun || jsonb_build_object('keyHashes', coalesce(jsonb_agg(key_hash), '[]')) into v_begun
  from api_keys where user_id = v_user;
  select v_begun || jsonb_build_object('tokenHashes', coalesce(jsonb_agg(hash), '[]')) into v_begun
  from (select r.id_hash as hash from oauth_records r join oauth_grants g on g.id = r.grant_id
        where g.user_id = v_user and r.model = 'AccessToken'
        union all
        select token_hash from console_sessions where user_id = v_user) hashes;
  delete from api_keys where user_id = v_user;
  -- After the keys, in the same order as the revocation of a key.
  update webhook_endpoints set is_enabled = false where user_id = v_user and is_enabled;
  delete from oauth_grants where user_id = v_user;
  delete from console_sessions where user_id = v_user;
  delete from budgets where user_id = v_user;
  delete from api_usage where user_id = v_user;
  update users set user_id = p_deletion_id, name = null, email = null where id = v_user;
  insert into user_deletions (id, user_key, conversations_total)
  values (p_deletion_id, v_user, (select count(*) from conversations where user_id = v_user));
  return v_begun;
end $$;
comment on function begin_user_deletion is 'Begins the deletion of a user in batches: cancels unfinished jobs, and removes credentials and name. For a user that one statement can delete, it returns only isSmall and changes nothing. Null if the user does not exist.';
