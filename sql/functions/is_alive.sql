-- PostgreSQL inlines this function.
create or replace function is_alive(p_key api_keys) returns boolean language sql stable as $$
  select p_key.revoked_at is null and (p_key.expires_at is null or p_key.expires_at > now())
$$;
comment on function is_alive is 'True if an API key is neither revoked nor expired. Also true for null, the result of a left join without a key.';
