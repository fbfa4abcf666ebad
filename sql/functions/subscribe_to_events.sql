create or replace function subscribe_to_events(
  p_id text, p_principal text, p_key_id text, p_grant_id text, p_owner_mark text, p_access text[], p_user_id text,
  p_event text, p_conversation_id integer, p_job_id text, p_url text, p_sealed_secret text, p_is_rotated boolean,
  p_overlap_seconds integer, p_verified_at timestamptz, p_seconds integer, p_max integer
) returns jsonb language plpgsql as $$
declare
  v_target record;
  v_until timestamptz;
  v_delivery_id text;
begin
  -- 1. Lock in the order of settle_attempt and delete_user. A job that ends in parallel has either ended when this has
  --    the lock, or it notifies this subscription.
  perform from jobs where id = p_job_id for share;
  perform from conversations where id = p_conversation_id for key share;
  perform from users where user_id = p_user_id for key share;
  v_target := event_target(p_user_id, p_conversation_id, p_job_id);
  if v_target.outcome <> 'found' then return jsonb_build_object('outcome', v_target.outcome); end if;

  -- 2. Of two parallel calls, the later one counts the subscription of the first.
  perform pg_advisory_xact_lock(hashtext('event_subscriptions'), hashtext(p_principal));
  if (select count(*) from event_subscriptions
      where principal = p_principal and expires_at > now() and id <> p_id) >= p_max then
    return jsonb_build_object('outcome', 'too_many');
  end if;

  -- 3. The subscription does not outlive the credential that created it.
  v_until := least(now() + make_interval(secs => p_seconds), (select expires_at from api_keys where id = p_key_id),
                   (select least(g.expires_at, k.expires_at)
                    from oauth_grants g left join api_keys k on k.id = g.key_id where g.id = p_grant_id));
  insert into event_subscriptions as s (id, principal, key_id, grant_id, owner_mark, access, user_id, event,
                                        conversation_id, job_id, url, sealed_secret, verified_at, expires_at)
  values (p_id, p_principal, p_key_id, p_grant_id, p_owner_mark, p_access, v_target.user_key, p_event,
          p_conversation_id, p_job_id, p_url, p_sealed_secret,
          p_verified_at, v_until)
  on conflict (id) do update
  set key_id = p_key_id, grant_id = p_grant_id, owner_mark = p_owner_mark, access = p_access, expires_at = v_until,
      verified_at = excluded.verified_at, sealed_secret = p_sealed_secret,
      sealed_previous_secret = case when p_is_rotated then s.sealed_secret else s.sealed_previous_secret end,
      previous_secret_until = case when p_is_rotated then now() + make_interval(secs => p_overlap_seconds)
                                   else s.previous_secret_until end;

  -- 4. If the job has already ended, notify now.
  insert into webhook_deliveries (job_id, subscription_id, user_id, event, url)
  select j.id, p_id, j.user_id, p_event, p_url from jobs j
  where j.id = p_job_id and 'job.' || j.status = p_event
    and not exists (select from webhook_deliveries d where d.subscription_id = p_id and d.job_id = j.id)
  returning id into v_delivery_id;
  return jsonb_build_object('outcome', 'subscribed', 'expiresAt', v_until, 'deliveryId', v_delivery_id);
end $$;
comment on function subscribe_to_events is 'Creates or refreshes a subscription. If its job has already ended without a notification, creates a delivery. outcome is subscribed, with expiresAt and deliveryId; too_many if the principal has p_max other subscriptions; or an outcome of event_target.';
