-- PostgreSQL inlines this function.
create or replace function subscription_holds(
  p_subscription event_subscriptions, p_key api_keys, p_grant oauth_grants, p_grant_key api_keys, p_owner_mark text
) returns boolean language sql stable as $$
  select p_subscription.expires_at > now()
         and case when p_subscription.key_id is not null then is_alive(p_key) and p_key.scopes && p_subscription.access
                  when p_subscription.grant_id is not null
                  then grant_holds(p_grant, p_grant_key, p_owner_mark) and p_grant.scopes && p_subscription.access
                  else p_subscription.owner_mark = p_owner_mark end
$$;
comment on function subscription_holds is 'True if a subscription is valid: it has not expired, and the API key, sign-in or API_SECRET_KEY that created it is valid and still has access to its events. p_grant_key is the key that the person signed in with, if any.';
