create or replace function subscribe_to_events(
  p_id text, p_principal text, p_key_id text, p_grant_id text, p_owner_mark text, p_access text[], p_user_id text,
  p_event text, p_conversation_id integer, p_job_id text, p_url text, p_secret_digest text, p_sealed_secret text,
  p_overlap_seconds integer, p_verified_at timestamptz, p_seconds integer, p_max integer
) returns jsonb language plpgsql as $$
declare
  v_target record;
  v_before event_subscriptions;
  v_until timestamptz;
  v_delivery_id text;
begin
  -- 1. Lock in the order of the functions that delete users: conversation, user, key, sign-in. A settlement locks the
  --    conversation of its job first. So the job has ended before this lock, or its settlement sees this subscription.
  perform from conversations
  where id = coalesce(p_conversation_id, (select conversation_id from jobs where id = p_job_id)) for share;
  v_target := event_target(p_user_id, p_conversation_id, p_job_id);
  if v_target.outcome = 'found' and v_target.user_key is not null then
    perform from users where id = v_target.user_key for key share;
    v_target := event_target(p_user_id, p_conversation_id, p_job_id);
  end if;
  if v_target.outcome <> 'found' then return jsonb_build_object('outcome', v_target.outcome); end if;
  perform from api_keys where id = p_key_id for key share;
  if not found and p_key_id is not null then return jsonb_build_object('outcome', 'ended'); end if;
  perform from oauth_grants where id = p_grant_id for key share;
  if not found and p_grant_id is not null then return jsonb_build_object('outcome', 'ended'); end if;

  -- 2. Of two parallel calls, the later one counts the subscription of the first.
  perform pg_advisory_xact_lock(hashtext('event_subscriptions'), hashtext(p_principal));
  if (select count(*) from event_subscriptions
      where principal = p_principal and expires_at > now() and id <> p_id) >= p_max then
    return jsonb_build_object('outcome', 'too_many');
  end if;
  select * into v_before from event_subscriptions where id = p_id for no key update;

  -- 3. The subscription does not outlive the credential that created it.
  v_until := least(now() + make_interval(secs => p_seconds), (select expires_at from api_keys where id = p_key_id),
                   (select least(g.expires_at, k.expires_at)
                    from oauth_grants g left join api_keys k on k.id = g.key_id where g.id = p_grant_id));
  insert into event_subscriptions as s (id, principal, key_id, grant_id, owner_mark, access, user_id, event,
                                        conversation_id, job_id, url, secret_digest, sealed_secret, verified_at,
                                        expires_at)
  values (p_id, p_principal, p_key_id, p_grant_id, p_owner_mark, p_access, v_target.user_key, p_event,
          p_conversation_id, p_job_id, p_url, p_secret_digest, p_sealed_secret, p_verified_at, v_until)
  on conflict (id) do update
  set key_id = p_key_id, grant_id = p_grant_id, owner_mark = p_owner_mark, access = p_access, expires_at = v_until,
      verified_at = p_verified_at, secret_digest = p_secret_digest,
      sealed_secret = case when s.secret_digest = p_secret_digest then s.sealed_secret else p_sealed_secret end,
      sealed_previous_secret = case when s.secret_digest = p_secret_digest then s.sealed_previous_secret
                                    else s.sealed_secret end,
      previous_secret_until = case when s.secret_digest = p_secret_digest then s.previous_secret_until
                                   else now() + make_interval(secs => p_overlap_seconds) end;

  -- 4. Create the delivery for a job that has already ended, if it has none, or if its delivery failed because the
  --    subscription had ended.
  insert into webhook_deliveries (job_id, subscription_id, user_id, event, url)
  select j.id, p_id, j.user_id, p_event, 'mcp-subscription:' || p_id from jobs j
  where j.id = p_job_id and 'job.' || j.status = p_event
    and not exists (select from webhook_deliveries d
                    where d.subscription_id = p_id and d.job_id = j.id
                      and (d.status <> 'failed' or v_before.expires_at > now()))
  returning id into v_delivery_id;
  return jsonb_build_object('outcome', 'subscribed', 'isNew', v_before.id is null, 'expiresAt', v_until,
                            'deliveryId', v_delivery_id);
end $$;
comment on function subscribe_to_events is 'Creates or refreshes a subscription. If its job has already ended and has no delivery yet, it also creates the delivery. outcome is subscribed, with isNew, expiresAt and deliveryId; too_many if the principal has p_max others; ended if the key or sign-in no longer exists; or an error of event_target.';
