-- PostgreSQL puts the body in place of the call.
create or replace function is_alive(p_key api_keys) returns boolean language sql stable as $$
  select p_key.revoked_at is null and (p_key.expires_at is null or p_key.expires_at > now())
$$;
comment on function is_alive is 'Whether an API key works: it is neither revoked nor expired. True of no key at all, as on the far side of a left join.';
