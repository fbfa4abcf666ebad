create or replace function create_webhook_endpoint(
  p_id text, p_user_id text, p_key_id text, p_url text, p_description text, p_events text[], p_is_enabled boolean,
  p_sealed_secret text, p_max integer
) returns text language plpgsql as $$
declare
  v_user integer;
begin
  -- 1. Find the user. The lock prevents the user's deletion in the meantime.
  if p_user_id is not null then
    select id into v_user from users where user_id = p_user_id for key share;
    if not found then return 'no_user'; end if;
  end if;

  -- 2. Of two parallel calls, the later one counts the endpoint of the first.
  perform pg_advisory_xact_lock(hashtext('webhook_endpoints'), coalesce(v_user, 0));
  if (select count(*) from webhook_endpoints where user_id is not distinct from v_user) >= p_max then
    return 'too_many';
  end if;

  insert into webhook_endpoints (id, user_id, key_id, url, description, events, is_enabled, sealed_secret)
  values (p_id, v_user, p_key_id, p_url, p_description, p_events, p_is_enabled, p_sealed_secret);
  return 'created';
end $$;
comment on function create_webhook_endpoint is 'Creates a webhook endpoint of a user, or of the server. Returns created, no_user, or too_many if p_max endpoints exist.';
